import JSON

/// What a caller names a change by, so that it is carried out once however often it is sent (R19): 128 random bits. As
/// text they are 22 characters of base64url, or 32 hex digits.
///
/// A new secret is made of it and the pepper, so a service keeps no more of it than a hash.
package struct IdempotencyKey: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Seconds for which a change that is sent again is answered as it was.
  package static let memory = 600
  package static let byteCount = 16

  /// `nil` unless there are ``byteCount`` bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// `nil` for any other text, such as base64url that is padded or has bits to spare.
  package init?(_ text: String) {
    let text = Array(text.utf8)
    switch text.count {
    case 2 * Self.byteCount: self.init(hexadecimal: text)
    case Base64URL.encodedLength(of: Self.byteCount): self.init(bytes: Base64URL.decode(text.span) ?? [])
    default: return nil
    }
  }

  private init?(hexadecimal text: [UInt8]) {
    let digits = text.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == text.count else { return nil }
    self.init(bytes: stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }

  private init(trusted bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A key that nobody can guess.
  package static func random() -> IdempotencyKey {
    IdempotencyKey(trusted: (0..<byteCount).map { _ in .random(in: 0 ... .max) })
  }

  /// As hex digits: on a command line they can't be taken for an option, as base64url that begins with `-` is.
  package var text: String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
  }
}

extension IdempotencyKey: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = IdempotencyKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected 128 random bits, as 22 characters of base64url without padding or 32 hex digits")
    }
    self = key
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension IdempotencyKey: SchemaDescribed {
  package static var schema: JSONSchema { .string(format: nil, longest: 2 * byteCount) }
  package static var sample: IdempotencyKey { IdempotencyKey.random() }
}
