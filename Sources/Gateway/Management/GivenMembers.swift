import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

/// The parameters of a method that a request gives, each as it stands in JSON. What they may be is for the service to
/// say; those that the method does not have are left out, as SDKs send all that they know.
struct GivenMembers: Sendable {
  private var members: [(name: String, json: ArraySlice<UInt8>)] = []
  /// What the client calls those that have another name in the protocol.
  private let aliases: [(name: String, sent: String)]

  init(aliases: KeyValuePairs<String, String> = [:]) {
    self.aliases = aliases.map { (name: $0.value, sent: $0.key) }
  }

  /// Reads a JSON object. A member that is null is as good as left out.
  /// - Parameter aliases: Names that stand for those of the protocol, unless these are given themselves.
  init(
    json text: some Collection<UInt8>, aliases: KeyValuePairs<String, String> = [:]
  ) throws(RequestFault) {
    self.init(aliases: aliases)
    let root: JSONValue
    do throws(JSONFault) { root = try JSONDocument(Array(text), limits: Self.limits).root } catch {
      throw RequestFault(.badRequest, "the body is not JSON: \(error.reason), at byte \(error.offset)")
    }
    guard root.isObject else { throw RequestFault(.badRequest, "the body must be a JSON object") }
    members = root.children.filter { !$0.isNull }.map { ($0.name, $0.text) }
    for (sent, name) in aliases where self[name] == nil {
      if let json = self[sent] { give(name, json: json) }
    }
  }

  private static let limits = JSONLimits(depth: 16, members: 64, values: 4096)

  /// The JSON text of a member.
  subscript(name: String) -> ArraySlice<UInt8>? {
    members.first { $0.name == name }?.json
  }

  /// What a request gives elsewhere counts for more than what its body says.
  mutating func give(_ name: String, json: some Sequence<UInt8>) {
    members.removeAll { $0.name == name }
    members.append((name, ArraySlice(json)))
  }

  mutating func give(_ name: String, text: String) {
    var json: [UInt8] = []
    JSONString.append(text, to: &json)
    give(name, json: json)
  }

  /// A JSON object of those that a method has.
  func params(of method: Set<String>) -> [UInt8] {
    var object = JSONObjectWriter(capacity: 256)
    for (name, json) in members where method.contains(name) { object.write(name, json: json) }
    return object.finish()
  }

  /// The sentence of a refusal, with the member at fault called as the client calls it.
  func told(_ error: ServiceError) -> String {
    guard let path = error.path, error.message.hasPrefix("\(path):"),
      let alias = aliases.first(where: { path.names($0.name) })
    else { return error.message }
    return alias.sent + error.message.dropFirst(alias.name.count)
  }
}

extension String {
  /// Whether a path leads to a member or into it.
  fileprivate func names(_ member: String) -> Bool {
    hasPrefix(member) && !(dropFirst(member.count).first.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false)
  }
}

extension HTTPRequest {
  /// - Throws: ``RequestFault`` for another type of content, and what is no JSON object.
  func jsonMembers(aliases: KeyValuePairs<String, String> = [:]) throws(RequestFault) -> GivenMembers {
    guard try mediaType == "application/json" else {
      throw RequestFault(.badRequest, "the body must be JSON: Content-Type: application/json")
    }
    return try GivenMembers(json: body.readableBytesView, aliases: aliases)
  }
}
