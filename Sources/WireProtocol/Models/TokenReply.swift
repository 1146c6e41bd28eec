/// RFC 6749 section 5.1. A client-credentials grant has neither id nor refresh token (section 4.4.3).
package struct TokenReply: Equatable, Sendable {
  /// A JWT of RFC 9068.
  package let accessToken: Sensitive
  /// Seconds (R4).
  package let expiresIn: Int
  /// Space-delimited.
  package let scope: String

  package init(accessToken: Sensitive, expiresIn: Int, scope: String) {
    self.accessToken = accessToken
    self.expiresIn = expiresIn
    self.scope = scope
  }
}

extension TokenReply: Codable {
  private enum CodingKeys: CodingKey { case accessToken, tokenType, expiresIn, scope }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try container.decode(Sensitive.self, forKey: .accessToken)
    _ = try container.decode(TokenType.self, forKey: .tokenType)
    expiresIn = try container.decode(Int.self, forKey: .expiresIn)
    scope = try container.decode(String.self, forKey: .scope)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(accessToken, forKey: .accessToken)
    try container.encode(TokenType.bearer, forKey: .tokenType)
    try container.encode(expiresIn, forKey: .expiresIn)
    try container.encode(scope, forKey: .scope)
  }
}

/// RFC 6750.
package enum TokenType: String, Choice {
  case bearer = "Bearer"
}
