/// A method as a value, for documents and for lists. Schemas are made when they are asked for: a service that starts
/// has no use for them, and all of them take longer than the rest of its start.
package struct MethodDescription: Sendable {
  private let method: any Method.Type

  init(_ method: any Method.Type) {
    self.method = method
  }

  package var name: String { method.name }
  package var summary: String { method.summary }
  package var access: Callers { method.access }
  package var effect: Effect { method.effect }
  package var takesAway: Bool { method.takesAway }
  /// Beside those of every method.
  package var errors: [KnownErrorCode] { method.errors }
  package var parameters: JSONSchema { .describe(method) }
  /// What parameters mean, by name, where there is more to say than the schema does.
  package var notes: [String: String] { method.notes }
  package var result: JSONSchema { .describe(method.reply) }
  /// The name of the reply's type, such as `Account`; of a list the name of its items' type.
  package var resultName: String { page?.itemName ?? "\(method.reply)" }
  /// What ``notes`` is of parameters, of the members of the reply, or of a list's items.
  package var resultNotes: [String: String] { ((page?.itemType ?? method.reply) as? any Noted.Type)?.notes ?? [:] }
  /// The items of a reply that is one page of a list; `nil` for every other.
  package var listed: JSONSchema? { page?.itemSchema }

  private var page: (any Paged.Type)? { method.reply as? any Paged.Type }

  /// The example, as it crosses the wire.
  package func example() throws -> (request: [UInt8], reply: [UInt8]) { try method.encodedExample() }
}

extension Method {
  fileprivate static var reply: any Codable.Type { Reply.self }

  fileprivate static func encodedExample() throws -> (request: [UInt8], reply: [UInt8]) {
    (try MessageWriter.json(example.request), try MessageWriter.json(example.reply))
  }
}
