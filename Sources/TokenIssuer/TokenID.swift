import WireProtocol

/// Tells a token from all others (`jti`, RFC 7519 section 4.1.7). It is no secret.
typealias TokenID = SID<TokenKind>

enum TokenKind: SIDKind {
  static let prefix = "AT"
  static let noun = "a token id"
  static let part = Subject.Part.token
}

extension TokenID {
  /// Of this process among all, and of the token among the process's.
  static func next() -> TokenID {
    TokenID(high: process, low: NameNumbers.next())
  }

  private static let process = UInt64.random(in: 0 ... .max)
}
