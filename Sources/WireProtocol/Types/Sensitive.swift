/// A secret or a token: crosses the wire as the string it is, shows itself to nobody else (R14).
package struct Sensitive: Equatable, Sendable {
  /// The secret itself. Say it only to its owner or to a hash.
  package let revealed: String

  package init(_ revealed: String) {
    self.revealed = revealed
  }
}

extension Sensitive: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "‹redacted›" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Sensitive: Codable {
  package init(from decoder: any Decoder) throws {
    revealed = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(revealed)
  }
}
