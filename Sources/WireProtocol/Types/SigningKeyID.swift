import JSON

/// Which signing key it is (RFC 7515 `kid`): the RFC 7638 thumbprint of its public half.
package struct SigningKeyID: Hashable, Sendable {
  package let text: String

  private static let length = 1...64

  /// `nil` for what no signing key is called.
  package init?(_ text: String) {
    guard Self.length.contains(text.utf8.count), Base64URL.isAlphabetic(text.utf8.span) else { return nil }
    self.text = text
  }

  private init(trusted text: String) {
    self.text = text
  }
}

extension SigningKeyID: CustomStringConvertible {
  package var description: String { text }
}

extension SigningKeyID: SubjectPart {
  package var part: Subject.Part { .signingKey }
  package var word: String { text }
}

extension SigningKeyID: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = SigningKeyID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension SigningKeyID: SchemaDescribed {
  package static let format = "a key's id, 1 to 64 characters of base64url, as signing_keys.list shows it"
  package static var schema: JSONSchema { .string(format: format) }
  package static let sample = SigningKeyID(trusted: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
}
