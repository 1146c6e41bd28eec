import RPC
import TestSupport
import WireProtocol

/// An API key and what its owner knows about it.
struct OwnedKey: Sendable {
  let sid: APIKeySID
  let account: AccountSID
  let secret: Sensitive
  let secretSid: SecretSID
}

/// The steps that the rules about API keys are told in.
extension World {
  /// - Parameter allow: `nil` makes a main key.
  func makeKey(
    _ name: String = "Reports", in account: AccountSID, allow: [String]? = [listMessages, readMessages],
    deny: [String] = [], as user: String? = nil
  ) async throws -> OwnedKey {
    let created = try await client(.appRegistry, as: user).call(
      APIKeysCreate(
        accountSid: account, friendlyName: try FriendlyName(name), type: allow == nil ? .main : nil,
        policy: allow.map { Policy(allow: $0, deny: deny) }))
    return OwnedKey(sid: created.apiKey.sid, account: account, secret: created.secret, secretSid: created.secretSid)
  }

  func rotate(_ key: OwnedKey, grace: Int? = nil) async throws -> IssuedSecret {
    try await registry.call(APIKeysRotateSecret(sid: key.sid, gracePeriod: grace.flatMap(GracePeriod.init)))
  }

  /// Asks whether the key may list, or send, messages of an account: its own unless another is given.
  func authorize(
    _ key: OwnedKey, secret: Sensitive? = nil, _ method: String = "GET", account: AccountSID? = nil,
    given: AccountSID? = nil
  ) async throws -> Authorization {
    try await issuer.call(
      TokensAuthorize(
        apiKey: key.sid, secret: secret ?? key.secret, method: method, host: "api.twilio.com",
        path: "/2010-04-01/Accounts/\(account ?? key.account)/Messages.json", accountSid: given))
  }

  /// What the key is let do: `nil` where its secret is refused.
  func mayList(_ key: OwnedKey, secret: Sensitive? = nil) async throws -> Bool? {
    do { return try await authorize(key, secret: secret).allowed } catch let error as ServiceError
      where error.code == .invalidClient
    { return nil }
  }
}
