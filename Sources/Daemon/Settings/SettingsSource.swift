import Glibc
import JSON
import SystemCalls
import WireProtocol

/// The settings of the file, or those of the environment, and where each of them stands.
struct SettingsSource: Sendable {
  var configuration = Configuration()
  /// Where a person finds a member, or all of them.
  var place: @Sendable (_ member: String?) -> String = { $0 ?? "" }
  /// Its members as they are written.
  private(set) var members: [String: [UInt8]] = [:]
}

extension SettingsSource {
  /// Reads a JSON object, strictly. A file that is not there sets nothing.
  init(file path: String) throws(StartError) {
    let text: [UInt8]
    do throws(SystemError) { text = try FileContent.read(path, limit: Self.longestFile) } catch {
      if error.number == ENOENT { return }
      throw StartError("\(path) can't be read: \(error.reason); let the daemons read it: chmod 644 \(path)")
    }
    guard text.count <= Self.longestFile else {
      throw StartError("\(path) has more than \(Self.longestFile) bytes; it is not the file of settings")
    }
    let document: JSONDocument
    do throws(JSONFault) { document = try JSONDocument(text, limits: JSONLimits(depth: 64)) } catch {
      throw StartError(
        "\(path): \(TextPosition(of: error.offset, in: text)): not JSON: \(error.reason); correct it there or before")
    }
    place = { member in
      let value = document.root.children.first { $0.name == member } ?? document.root
      return "\(path): line \(TextPosition(of: value.text.startIndex, in: text).line)"
        + (member.map { ": \($0)" } ?? "")
    }
    configuration = try read(document.root)
  }

  private static let longestFile = 65_536

  /// Reads the variables `OAUTH_APPS_...`, as strictly.
  init(environment: [String: String]) throws(StartError) {
    place = { Self.variable($0 ?? "*") }
    let members = JSONSchema.describe(Configuration.self).members
    let known = Dictionary(members.map { (Self.variable($0.name), $0) }) { first, _ in first }
    var object = JSONObjectWriter(capacity: 512)
    for (variable, text) in environment.sorted(by: { $0.key < $1.key }) where Self.isSetting(variable) {
      guard let member = known[variable] else {
        throw StartError(
          "\(variable): there is no such setting; there are "
            + members.map { Self.variable($0.name) }.joined(separator: ", "))
      }
      object.write(member.name, json: Self.json(text, as: member.schema))
    }
    guard let document = try? JSONDocument(object.finish(), limits: JSONLimits(depth: 1)) else { return }
    configuration = try read(document.root)
  }

  private static func isSetting(_ variable: String) -> Bool {
    variable.hasPrefix("OAUTH_APPS_") && !Surroundings.variables.contains(variable)
  }

  private static func variable(_ member: String) -> String { "OAUTH_APPS_\(member.uppercased())" }

  /// A variable is a text; where a number is expected, one that is a number counts as one, and likewise true and false.
  private static func json(_ text: String, as schema: JSONSchema) -> [UInt8] {
    if case .integer = schema, let number = Int(text) { return Array(String(number).utf8) }
    if case .boolean = schema, ["true", "false"].contains(text) { return Array(text.utf8) }
    var json: [UInt8] = []
    JSONString.append(text, to: &json)
    return json
  }

  private mutating func read(_ value: JSONValue) throws(StartError) -> Configuration {
    let known = Set(JSONSchema.describe(Configuration.self).members.map(\.name))
    for member in value.children where known.contains(member.name) { members[member.name] = Array(member.text) }
    do { return try MessageReader.read(Configuration.self, from: value, unknownMembers: .refused) } catch {
      guard let refusal = (error as? DecodingError).map(ServiceError.init) else { throw StartError("\(error)") }
      guard let member = refusal.path, !member.isEmpty else { throw StartError("\(place(nil)): \(refusal.message)") }
      throw StartError("\(place(member)): \(refusal.message.dropFirst("\(member): ".count))")
    }
  }
}
