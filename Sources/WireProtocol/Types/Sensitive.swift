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
  /// No secret and no token of the suite is longer, in bytes.
  package static let maximumLength = 16_384

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    revealed = try container.decode(String.self)
    guard revealed.utf8.count <= Self.maximumLength else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(revealed.utf8.count) bytes; at most \(Self.maximumLength) are allowed")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(revealed)
  }
}

extension Sensitive: SchemaDescribed {
  package static var schema: JSONSchema { .string(format: nil, longest: maximumLength) }
  package static var sample: Sensitive { Sensitive("") }
}
