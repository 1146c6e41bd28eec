/// An app and its first secret, side by side in one object. The secret is not shown again (R14); an app that
/// authenticates by its keys has none.
package struct CreatedApp: Equatable, Sendable {
  package let app: App
  package let secret: Sensitive?
  package let secretSid: SecretSID?

  package init(app: App, secret: Sensitive? = nil, secretSid: SecretSID? = nil) {
    self.app = app
    self.secret = secret
    self.secretSid = secretSid
  }
}

extension CreatedApp: Codable {
  private enum CodingKeys: CodingKey { case secret, secretSid }

  package init(from decoder: any Decoder) throws {
    app = try App(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    secret = try container.decodeIfPresent(Sensitive.self, forKey: .secret)
    secretSid = try container.decodeIfPresent(SecretSID.self, forKey: .secretSid)
  }

  package func encode(to encoder: any Encoder) throws {
    try app.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(secret, forKey: .secret)
    try container.encodeIfPresent(secretSid, forKey: .secretSid)
  }
}
