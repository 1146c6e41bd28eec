/// A method as a value, for documents and for lists.
package struct MethodDescription: Sendable {
  package let name: String
  package let summary: String
  package let access: Callers
  package let effect: Effect
  package let takesAway: Bool
  /// Beside those of every method.
  package let errors: [KnownErrorCode]
  package let parameters: JSONSchema
  /// What parameters mean, by name, where there is more to say than the schema does.
  package let notes: [String: String]
  /// The same for the members of the reply, or of a list's items.
  package let resultNotes: [String: String]
  package let result: JSONSchema
  /// The name of the reply's type, such as `Account`; of a list the name of its items' type.
  package let resultName: String
  /// The items of a reply that is one page of a list; `nil` for every other.
  package let listed: JSONSchema?
  /// The example, as it crosses the wire.
  package let example: @Sendable () throws -> (request: [UInt8], reply: [UInt8])

  init<M: Method>(_ method: M.Type) {
    name = M.name
    summary = M.summary
    access = M.access
    effect = M.effect
    takesAway = M.takesAway
    errors = M.errors
    parameters = .describe(M.self)
    notes = M.notes
    result = .describe(M.Reply.self)
    let page = M.Reply.self as? any Paged.Type
    resultName = page?.itemName ?? "\(M.Reply.self)"
    resultNotes = ((page?.itemType ?? M.Reply.self) as? any Noted.Type)?.notes ?? [:]
    listed = page?.itemSchema
    example = { (try MessageWriter.json(M.example.request), try MessageWriter.json(M.example.reply)) }
  }
}
