import WireProtocol

extension RouteDescription.Content {
  /// What every refusal is told by.
  static let error: Self = {
    let text = JSONSchema.string(format: nil)
    let members: [(name: String, schema: JSONSchema, note: String)] = [
      ("error", text, "For programs (RFC 6749 section 5.2)."),
      ("error_description", text, "What is wrong, in ASCII."),
      ("code", .integer(nil), "The hosted provider's number."),
      ("message", text, "What is wrong, and what to do about it."),
      ("more_info", text, "Where to read on."),
      ("status", .integer(100...599), "As in the status line."),
    ]
    return Self(
      mediaType: "application/json",
      schema: .object(members.map { JSONSchema.Member(name: $0.name, schema: $0.schema, isRequired: true) }),
      notes: Dictionary(members.map { ($0.name, $0.note) }) { $1 })
  }()
}
