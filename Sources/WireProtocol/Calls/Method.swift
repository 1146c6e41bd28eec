package import FoundationEssentials
import JSON

/// One remote call. The type is its parameters; name, reply, prose, example and access rule hang off it, so that
/// server, client and reference are kept in step by the compiler.
package protocol Method: Codable, Equatable, Sendable {
  associatedtype Reply: Codable & Equatable & Sendable

  /// On the wire: `noun.verb`.
  static var name: String { get }
  /// One sentence for people.
  static var summary: String { get }
  /// Who may call it. Checked before the handler runs.
  static var access: Callers { get }
  static var effect: Effect { get }
  static var example: Example<Self> { get }
  /// What parameters mean where name and type don't say, by their names on the wire: one sentence each.
  static var notes: [String: String] { get }

  /// The parameters in a JSON text.
  /// - Parameter object: The members of the same text, all of which the method knows.
  static func decoded(_ object: JSONObject, from json: Data) throws -> Self
  /// The reply as JSON.
  static func encoded(_ reply: Reply) throws -> Data
}

extension Method {
  package static var notes: [String: String] { [:] }

  package static func decoded(_ object: JSONObject, from json: Data) throws -> Self {
    try JSONDecoder().decode(Self.self, from: json)
  }

  package static func encoded(_ reply: Reply) throws -> Data {
    try JSONEncoder.wire.encode(reply)
  }
}

extension Method where Self: DirectDecodable {
  package static func decoded(_ object: JSONObject, from json: Data) throws -> Self {
    try Self(direct: object) ?? JSONDecoder().decode(Self.self, from: json)
  }
}

extension Method where Reply: DirectEncodable {
  package static func encoded(_ reply: Reply) throws -> Data {
    var writer = JSONObjectWriter(capacity: 1024)
    reply.write(to: &writer)
    return Data(writer.finish())
  }
}

/// What a call does to the service's state.
package enum Effect: String, Sendable {
  /// Nothing: it may be sent again when a connection breaks, and is logged only on failure or for a sampled trace.
  case reads
  /// Something: it is never sent twice, and always logged.
  case changes
}

/// A request and its reply, shown in the reference and checked by the tests.
package struct Example<M: Method>: Sendable {
  package let request: M
  package let reply: M.Reply

  package init(_ request: M, _ reply: M.Reply) {
    self.request = request
    self.reply = reply
  }
}
