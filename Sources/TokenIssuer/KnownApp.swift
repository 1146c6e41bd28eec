import WireProtocol

/// What the issuer needs to know of an app to issue its tokens and to decide about them. Many are kept, so it is small.
final class KnownApp: Sendable {
  let sid: AppSID
  let accountSid: AccountSID
  let status: AppStatus
  let region: String
  /// Seconds (R4).
  let accessTokenTTL: Int
  let policy: KnownPolicy
  let tokenEpoch: TokenEpoch

  init(_ app: App, policy: KnownPolicy) {
    sid = app.sid
    accountSid = app.accountSid
    status = app.status
    region = app.region
    accessTokenTTL = app.accessTokenTTL.value
    self.policy = policy
    tokenEpoch = app.tokenEpoch ?? .first
  }
}
