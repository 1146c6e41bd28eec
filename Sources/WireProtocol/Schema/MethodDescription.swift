package import FoundationEssentials

/// A method as a value, for documents and for lists.
package struct MethodDescription: Sendable {
  package let name: String
  package let summary: String
  package let access: Callers
  package let effect: Effect
  package let parameters: JSONSchema
  package let result: JSONSchema
  /// The example, encoded by the method's own types, members sorted by name.
  package let example: @Sendable () throws -> (request: Data, reply: Data)

  init<M: Method>(_ method: M.Type) {
    name = M.name
    summary = M.summary
    access = M.access
    effect = M.effect
    parameters = .describe(M.self)
    result = .describe(M.Reply.self)
    example = {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return (try encoder.encode(M.example.request), try encoder.encode(M.example.reply))
    }
  }
}

extension ServiceName {
  /// The methods of the service, without those that every service has.
  package var methods: [MethodDescription] {
    switch self {
    case .appRegistry: appRegistryInterface.methods
    case .secretManager: secretManagerInterface.methods
    case .tokenIssuer: tokenIssuerInterface.methods
    }
  }
}
