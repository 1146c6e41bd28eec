/// What somebody has shown to the gateway. The gateway passes it on with what it asks for in that name, having no
/// rights of its own.
package enum CallerCredential: Equatable, Sendable {
  case apiKey(APIKeySID, secret: Sensitive)
  /// An account, by the secret of one of its main keys.
  case account(AccountSID, secret: Sensitive)
  case token(Sensitive)
}

extension CallerCredential: Codable {
  private enum CodingKeys: CodingKey { case apiKey, accountSid, secret, token }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let apiKey = try container.decodeIfPresent(APIKeySID.self, forKey: .apiKey)
    let account = try container.decodeIfPresent(AccountSID.self, forKey: .accountSid)
    let secret = try container.decodeIfPresent(Sensitive.self, forKey: .secret)
    let token = try container.decodeIfPresent(Sensitive.self, forKey: .token)
    switch (apiKey, account, secret, token) {
    case (let sid?, nil, let secret?, nil): self = .apiKey(sid, secret: secret)
    case (nil, let sid?, let secret?, nil): self = .account(sid, secret: secret)
    case (nil, nil, nil, let token?): self = .token(token)
    default:
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "expected api_key and secret, account_sid and secret, or token, and nothing beside them"))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .apiKey(let sid, let secret):
      try container.encode(sid, forKey: .apiKey)
      try container.encode(secret, forKey: .secret)
    case .account(let sid, let secret):
      try container.encode(sid, forKey: .accountSid)
      try container.encode(secret, forKey: .secret)
    case .token(let token): try container.encode(token, forKey: .token)
    }
  }
}

extension CallerCredential: SchemaDescribed {
  package static var schema: JSONSchema {
    .object([
      JSONSchema.Member(name: "api_key", schema: APIKeySID.schema, isRequired: false),
      JSONSchema.Member(name: "account_sid", schema: AccountSID.schema, isRequired: false),
      JSONSchema.Member(name: "secret", schema: Sensitive.schema, isRequired: false),
      JSONSchema.Member(name: "token", schema: Sensitive.schema, isRequired: false),
    ])
  }
  package static var sample: CallerCredential { .token(.sample) }
}
