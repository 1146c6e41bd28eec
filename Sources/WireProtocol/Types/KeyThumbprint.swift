import JSON

/// The SHA-256 thumbprint of a public key (RFC 7638): what the key is called in public. As text it is 43 characters of
/// base64url.
package struct KeyThumbprint: Hashable, Sendable {
  private let words: SIMD4<UInt64>

  /// `nil` unless the text is the one canonical encoding of 32 bytes.
  package init?(_ text: String) {
    guard let bytes = Base64URL.decode(text.utf8.span), bytes.count == 32 else { return nil }
    words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  fileprivate init() {
    words = .zero
  }

  package var text: String {
    withUnsafeBytes(of: words) { Base64URL.encode([UInt8]($0).span) }
  }
}

extension KeyThumbprint: CustomStringConvertible {
  package var description: String { text }
}

extension KeyThumbprint: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let thumbprint = KeyThumbprint(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = thumbprint
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension KeyThumbprint: SchemaDescribed {
  private static let format = "the RFC 7638 thumbprint of a public key, 43 characters of base64url"
  package static var schema: JSONSchema { .string(format: format) }
  package static var sample: KeyThumbprint { KeyThumbprint() }
}

extension KeyThumbprint: SubjectPart {
  package var part: Subject.Part { .clientKey }
  package var word: String { text }
}
