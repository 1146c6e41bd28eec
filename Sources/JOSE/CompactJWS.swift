import JSON

/// The three parts of a JSON Web Signature in compact serialization (RFC 7515 section 7.1), not yet believed.
struct CompactJWS {
  private let bytes: [UInt8]
  private let firstDot: Int
  private let secondDot: Int

  enum Part: String, Sendable {
    case header, payload, signature
  }

  init(_ bytes: [UInt8]) throws(AccessTokenError) {
    var firstDot: Int?
    var secondDot: Int?
    let text = bytes.span
    for index in text.indices where text[index] == UInt8(ascii: ".") {
      guard secondDot == nil else { throw .notThreeParts }
      if firstDot == nil { firstDot = index } else { secondDot = index }
    }
    guard let firstDot, let secondDot else { throw .notThreeParts }
    self.bytes = bytes
    self.firstDot = firstDot
    self.secondDot = secondDot
  }

  /// What the signature covers: the header and the payload as transmitted, with the dot between them.
  var signingInput: ArraySlice<UInt8> { bytes[..<secondDot] }

  func decode(_ part: Part) throws(AccessTokenError) -> [UInt8] {
    let range =
      switch part {
      case .header: 0..<firstDot
      case .payload: (firstDot + 1)..<secondDot
      case .signature: (secondDot + 1)..<bytes.count
      }
    guard let decoded = Base64URL.decode(bytes.span.extracting(range)) else { throw .notBase64URL(part.rawValue) }
    return decoded
  }
}
