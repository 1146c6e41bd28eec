/// An API key and its first secret, side by side in one object. The secret is not shown again (R14).
package struct CreatedAPIKey: Equatable, Sendable {
  package let apiKey: APIKey
  package let secret: Sensitive
  package let secretSid: SecretSID

  package init(apiKey: APIKey, secret: Sensitive, secretSid: SecretSID) {
    self.apiKey = apiKey
    self.secret = secret
    self.secretSid = secretSid
  }
}

extension CreatedAPIKey: Codable {
  private enum CodingKeys: CodingKey { case secret, secretSid }

  package init(from decoder: any Decoder) throws {
    apiKey = try APIKey(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    secret = try container.decode(Sensitive.self, forKey: .secret)
    secretSid = try container.decode(SecretSID.self, forKey: .secretSid)
  }

  package func encode(to encoder: any Encoder) throws {
    try apiKey.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(secret, forKey: .secret)
    try container.encode(secretSid, forKey: .secretSid)
  }
}
