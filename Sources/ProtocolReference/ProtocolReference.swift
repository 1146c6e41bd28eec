import RPC
import WireProtocol

/// The protocol for whoever writes a client, as Markdown: Sources/WireProtocol/README.md. All that can drift is taken
/// from the code.
package struct ProtocolReference {
  package init() {}

  /// - Throws: An example that can't be encoded.
  package func chapter() throws -> String {
    let services =
      ServiceName.allCases.map { ("`\($0.rawValue)`", $0.ownMethods) }
      + [
        ("every service with a database", auditMethods.descriptions), ("every service", serviceMethods.descriptions),
      ]
    let sections = try services.map { title, methods in
      try "## Methods of \(title)\n\n" + methods.map(entry).joined(separator: "\n")
    }
    return try ([rules()] + sections + [objects(services.flatMap(\.1))]).joined(separator: "\n")
  }

  private func entry(_ method: MethodDescription) throws -> String {
    let example = try method.example()
    let request = try Request(id: .number(1), method: method.name, params: example.request, meta: Meta()).encoded()
    let reply = Reply(id: .number(1), .success(example.reply)).encoded()
    let parameters = list(method.parameters, notes: method.notes)
    let errors = method.errors.map { "`\($0.symbol)`" }.joined(separator: ", ")
    return """
      ### `\(method.name)`

      \(method.summary) Callers: \(method.access). \(method.effect.words) Reply: \(result(of: method))\
      \(errors.isEmpty ? "" : " Errors: \(errors).")

      \(parameters.isEmpty ? "" : parameters + "\n")```json
      \(String(decoding: request, as: UTF8.self))
      \(String(decoding: reply, as: UTF8.self))
      ```

      """
  }

  /// The members of an object, one a line.
  private func list(_ schema: JSONSchema, notes: [String: String] = [:]) -> String {
    schema.flattened.map { member in
      let words = (member.isRequired ? "" : ", optional") + ": \(member.schema.words)"
      let note = notes[member.name].map { ". \($0)" } ?? ""
      return "- `\(member.name)`\(words)\(note)\n"
    }.joined()
  }

  private func result(of method: MethodDescription) -> String {
    guard let first = method.result.members.first else { return "`{}`." }
    let type = "[\(method.resultName)](#\(method.resultName.lowercased()))"
    return method.listed == nil ? "\(type)." : "a page of \(type), under `\(first.name)`."
  }

  /// Each type that a reply, or an item of a list, is of, once.
  private func objects(_ methods: [MethodDescription]) -> String {
    var seen: Set<String> = []
    let sections = methods.compactMap { method -> String? in
      let schema = method.listed ?? method.result
      guard !schema.members.isEmpty, seen.insert(method.resultName).inserted else { return nil }
      return "### \(method.resultName)\n\n\(list(schema, notes: method.resultNotes))"
    }
    return "## Objects in replies\n\nOptional members are missing where they have no value.\n\n"
      + sections.joined(separator: "\n")
  }
}

extension Effect {
  fileprivate var words: String {
    switch self {
    case .reads: "Reads."
    case .takesNote: "Takes note."
    case .changes: "Changes."
    }
  }
}
