package import JSON

/// RFC 6749 section 5.1. A client-credentials grant has neither id nor refresh token (section 4.4.3); both are told as
/// null.
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
  private enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case tokenType = "token_type"
    case expiresIn = "expires_in"
    case scope
    case idToken = "id_token"
    case refreshToken = "refresh_token"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try container.decode(Sensitive.self, forKey: .accessToken)
    _ = try container.decode(TokenType.self, forKey: .tokenType)
    expiresIn = try container.decode(Int.self, forKey: .expiresIn)
    scope = try container.decode(String.self, forKey: .scope)
    _ = try container.decodeIfPresent(String.self, forKey: .idToken)
    _ = try container.decodeIfPresent(String.self, forKey: .refreshToken)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(accessToken, forKey: .accessToken)
    try container.encode(TokenType.bearer, forKey: .tokenType)
    try container.encode(expiresIn, forKey: .expiresIn)
    try container.encode(scope, forKey: .scope)
    try container.encodeNil(forKey: .idToken)
    try container.encodeNil(forKey: .refreshToken)
  }
}

extension TokenReply: DirectEncodable {
  package func write(to writer: inout JSONObjectWriter) {
    writer.write("access_token", accessToken.revealed)
    writer.write("token_type", TokenType.bearer.rawValue)
    writer.write("expires_in", expiresIn)
    writer.write("scope", scope)
    writer.writeNull("id_token")
    writer.writeNull("refresh_token")
  }
}

/// RFC 6750.
package enum TokenType: String, Choice {
  case bearer = "Bearer"
}
