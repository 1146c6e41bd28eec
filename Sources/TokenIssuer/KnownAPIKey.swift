import WireProtocol

/// What it takes to decide about an API key.
final class KnownAPIKey: KnownClient {
  let sid: APIKeySID
  let accountSid: AccountSID
  let status: AppStatus
  /// `nil` for a main key, which may make every API request of its account.
  let policy: KnownPolicy?
  let known: KnownCatalogue

  init(_ key: APIKey, _ policies: KnownPolicies, _ uses: ClientUses) throws {
    sid = key.sid
    accountSid = key.accountSid
    status = key.status
    policy = try key.policy.map { try policies.known($0) }
    known = policies.known
  }

  var usesSecret: Bool { true }

  static func lookup(_ sid: APIKeySID) -> APIKeysGet { APIKeysGet(sid: sid) }
}
