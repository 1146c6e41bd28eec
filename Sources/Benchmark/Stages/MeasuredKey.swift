import WireProtocol

/// An API key made by `api_keys.create`, that may do what the measured app may.
struct MeasuredKey: Sendable {
  static let operation = "\(TokensAuthorize.name), API key"

  let account: AccountSID
  let sid: APIKeySID
  let secret: Sensitive

  init(of account: AccountSID, at site: any Site) throws {
    let registry = try LoadConnection(path: site.socket(of: .appRegistry))
    let name = try FriendlyName("oauth-bench \(UInt32.random(in: 0 ... .max))")
    let created = try registry.call(
      APIKeysCreate(accountSid: account, friendlyName: name, policy: Policy(allow: SeededApps.permissions)))
    self.account = account
    sid = created.apiKey.sid
    secret = created.secret
  }
}
