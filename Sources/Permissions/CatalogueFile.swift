import FoundationEssentials
import JSON

/// The JSON document of a catalogue: `{"version":1,"namespace":"twilio","permissions":[...]}`. Other members are
/// ignored.
struct CatalogueFile: Decodable {
  let version: Int
  /// If given, the first segment of each permission's name.
  let namespace: String?
  let permissions: [Permission]

  /// The definitions in the file at `path`; none if it is empty or linked to `/dev/null`, which masks it.
  static func definitions(at path: String) throws(CatalogueError) -> [PermissionDefinition] {
    let data = try contents(of: path)
    guard !data.isEmpty else { return [] }
    let file = try decode(data, path)
    guard file.version == 1 else {
      throw CatalogueError(
        file: path, place: "version", fault: "version \(file.version) is not supported", cure: "write version 1")
    }
    let definitions = file.permissions.enumerated().map {
      PermissionDefinition(permission: $1, file: path, position: $0)
    }
    guard let namespace = file.namespace else { return definitions }
    if let stray = definitions.first(where: { !$0.permission.name.hasPrefix("/\(namespace)/") }) {
      throw stray.error(
        at: "permission", "'\(stray.permission.name)' is outside of the file's namespace",
        cure: "begin it with /\(namespace)/")
    }
    return definitions
  }

  private static func contents(of path: String) throws(CatalogueError) -> Data {
    guard URL(filePath: path).resolvingSymlinksInPath().path != "/dev/null" else { return Data() }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CatalogueError(
        file: path, place: "", fault: "the file cannot be read",
        cure: "make it a readable file, or link it to /dev/null to mask it")
    }
    return data
  }

  private static func decode(_ data: Data, _ path: String) throws(CatalogueError) -> CatalogueFile {
    if let file = data.withUnsafeBytes(CatalogueFile.init(direct:)) { return file }
    do {
      return try JSONDecoder().decode(CatalogueFile.self, from: data)
    } catch let error as DecodingError {
      throw syntaxError(in: data, path) ?? CatalogueError(file: path, decoding: error)
    } catch {
      throw CatalogueError(
        file: path, place: "", fault: "the file cannot be decoded: \(error)", cure: "write it as the reference shows")
    }
  }

  private static func syntaxError(in data: Data, _ path: String) -> CatalogueError? {
    guard (try? UTF8Span(validating: data.span)) != nil else {
      return CatalogueError(file: path, place: "", fault: "the file is not UTF-8", cure: "save it in that encoding")
    }
    guard let offset = data.withUnsafeBytes(offsetOfFault(in:)) else { return nil }
    return CatalogueError(
      file: path, place: "\(TextPosition(of: offset, in: data))", fault: "from here on the text is not JSON",
      cure: "correct a comma, quote or bracket before it")
  }

  /// Where a text stops being JSON, which the decoder does not tell; nil if the syntax is right.
  private static func offsetOfFault(in text: UnsafeRawBufferPointer) -> Int? {
    var cursor = JSONCursor(text, limits: JSONLimits(depth: 500, allowsRepeatedNames: true))
    do throws(JSONFault) { try cursor.skipValue() } catch { return error.offset }
    return cursor.isAtEnd() ? nil : cursor.position
  }
}
