import FoundationEssentials
import JSON

/// What a catalogue file says: one API, or a part of the one that has no resource.
struct CatalogueFile: Sendable {
  /// If given, the first segment of each permission's name that is a path.
  var namespace: String?
  /// The audience of tokens for this API; nil: the audience that is configured.
  var resource: ResourceIdentifier?
  var permissions: [Permission] = []
}

/// A catalogue file that was read.
final class CatalogueSource: Sendable {
  let path: String
  let text: [UInt8]
  let file: CatalogueFile

  /// A file that is empty or linked to `/dev/null`, which masks it, has no permissions.
  init(_ path: String) throws(CatalogueError) {
    self.path = path
    text = try Self.contents(of: path)
    file = text.isEmpty ? CatalogueFile() : try Self.read(text, path)
  }

  func definitions() throws(CatalogueError) -> [PermissionDefinition] {
    let definitions = file.permissions.enumerated().map {
      PermissionDefinition(permission: $1, source: self, position: $0)
    }
    guard let namespace = file.namespace else { return definitions }
    let stray = definitions.first {
      $0.permission.name.hasPrefix("/") && !$0.permission.name.hasPrefix("/\(namespace)/")
    }
    if let stray {
      throw stray.error(
        at: "permission", "'\(stray.permission.name)' is outside of the file's namespace",
        cure: "begin it with /\(namespace)/")
    }
    return definitions
  }

  private static func contents(of path: String) throws(CatalogueError) -> [UInt8] {
    guard URL(filePath: path).resolvingSymlinksInPath().path != "/dev/null" else { return [] }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CatalogueError(
        file: path, fault: "the file cannot be read",
        cure: "make it a readable file, or link it to /dev/null to mask it")
    }
    return Array(data)
  }

  private static func read(_ text: [UInt8], _ path: String) throws(CatalogueError) -> CatalogueFile {
    do throws(CatalogueFault) {
      return try text.span.withUnsafeBytes { bytes throws(CatalogueFault) in try CatalogueReader.read(bytes) }
    } catch {
      throw CatalogueError(
        file: path, position: TextPosition(of: error.offset, in: text), place: error.place, fault: error.fault,
        cure: error.cure)
    }
  }
}
