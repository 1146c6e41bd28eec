/// RFC 7662 section 2.2. Of a token that is not active nothing else is told.
package struct Introspection: Equatable, Sendable {
  /// The claims of an active token; `nil` for every other.
  package let claims: Claims?

  package init(_ claims: Claims?) {
    self.claims = claims
  }

  package static let inactive = Introspection(nil)

  package struct Claims: Codable, Equatable, Sendable {
    package let scope: String
    package let clientId: AppSID
    package let tokenType: TokenType
    /// Seconds since 1970 (RFC 7519 NumericDate), as are `iat`.
    package let exp: Int
    package let iat: Int
    package let sub: AppSID
    package let aud: OneOrMore
    package let iss: String
    package let jti: String
    package let accountSid: AccountSID
    package let region: String
    package let secretSid: SecretSID?
    package let clientKey: KeyThumbprint?

    package init(
      scope: String, clientId: AppSID, exp: Int, iat: Int, aud: OneOrMore, iss: String, jti: String,
      accountSid: AccountSID,
      region: String, secretSid: SecretSID?, clientKey: KeyThumbprint? = nil
    ) {
      self.scope = scope
      self.clientId = clientId
      self.tokenType = .bearer
      self.exp = exp
      self.iat = iat
      self.sub = clientId
      self.aud = aud
      self.iss = iss
      self.jti = jti
      self.accountSid = accountSid
      self.region = region
      self.secretSid = secretSid
      self.clientKey = clientKey
    }
  }
}

extension Introspection: Codable {
  private enum CodingKeys: CodingKey { case active }

  package init(from decoder: any Decoder) throws {
    let isActive = try decoder.container(keyedBy: CodingKeys.self).decode(Bool.self, forKey: .active)
    claims = isActive ? try Claims(from: decoder) : nil
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(claims != nil, forKey: .active)
    try claims?.encode(to: encoder)
  }
}

extension Introspection: SchemaDescribed {
  /// Only `active` is always there.
  package static var schema: JSONSchema {
    .object(
      [JSONSchema.Member(name: "active", schema: .boolean, isRequired: true)]
        + JSONSchema.describe(Claims.self).members.map {
          JSONSchema.Member(name: $0.name, schema: $0.schema, isRequired: false)
        })
  }
  package static var sample: Introspection { .inactive }
}
