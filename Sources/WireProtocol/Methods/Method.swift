package import JSON

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
  /// Whether it takes rights away, as revoking and deleting do. Then it finds a place however busy the service is.
  static var takesAway: Bool { get }
  /// Whether the audit trail tells of its refusals, as it does of those of changes (R21).
  static var auditsRefusals: Bool { get }
  /// What it may be refused with beside what holds for every method (``KnownErrorCode/ofEveryMethod``).
  static var errors: [KnownErrorCode] { get }
  static var example: Example<Self> { get }
  /// What members mean where name and type don't say, by their names on the wire: one sentence each.
  static var notes: [String: String] { get }
  /// Reads parameters of the form in which they mostly come; `nil` where they have another, right or wrong.
  static func plain(_ params: JSONValue) -> Self?
  /// A reply as it crosses the wire.
  static func json(of reply: Reply) throws -> [UInt8]
}

extension Method {
  package static var takesAway: Bool { false }
  package static var auditsRefusals: Bool { effect.isChange }
  package static var errors: [KnownErrorCode] { [] }
  package static var notes: [String: String] { [:] }
  package static func plain(_ params: JSONValue) -> Self? { nil }
  package static func json(of reply: Reply) throws -> [UInt8] { try MessageWriter.json(reply) }
}

/// An object of replies that has more to say about its members than names and types do.
package protocol Noted {
  /// By the members' names on the wire: one sentence each.
  static var notes: [String: String] { get }
}

/// What a call does to the service's state.
package enum Effect: Equatable, Sendable {
  /// Nothing: it may be sent again when a connection breaks, and is logged only on failure or for a sampled trace.
  case reads
  /// It writes down what is no change, such as when a client was used: done twice it does no harm, it calls no kept
  /// answer into question, and neither log nor audit trail (R21) tells of it.
  case takesNote
  /// Something: it is sent again only under its idempotency key (R19), and always logged, as the deed that it was.
  case changes(Deed)

  package var deed: Deed? { if case .changes(let deed) = self { deed } else { nil } }
  package var isChange: Bool { deed != nil }
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
