/// Between two revocations of all of an app's tokens. A token is of the epoch that it was issued in, and active in that
/// one only, whatever any clock says (R18).
package struct TokenEpoch: Hashable, Sendable {
  /// 0 as long as the app's tokens have never been revoked together; after that a number that was never one before.
  package let number: Int

  package static let first = TokenEpoch(number: 0)

  package init(number: Int) {
    self.number = number
  }

  /// A new one. Every JSON reader keeps its number exact.
  package static func random() -> TokenEpoch { TokenEpoch(number: .random(in: 1..<1 << 53)) }
}

extension TokenEpoch: Codable {
  package init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

extension TokenEpoch: SchemaDescribed {
  package static var schema: JSONSchema { .integer(nil) }
  package static var sample: TokenEpoch { .first }
}
