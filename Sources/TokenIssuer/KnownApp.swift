import Permissions
import WireProtocol

/// What it takes to issue an app's tokens and to decide about them.
final class KnownApp: KnownClient {
  let sid: AppSID
  let accountSid: AccountSID
  let status: AppStatus
  let region: String
  /// Seconds (R4).
  let accessTokenTTL: Int
  let policy: KnownPolicy
  let authenticationMethod: TokenEndpointAuthMethod
  let keys: KnownKeys
  let tokenEpoch: TokenEpoch
  /// By a key or a token.
  let lastUse: LastUse

  init(_ app: App, _ policies: KnownPolicies, _ uses: ClientUses) throws {
    sid = app.sid
    accountSid = app.accountSid
    status = app.status
    region = app.region
    accessTokenTTL = app.accessTokenTTL.value
    policy = try policies.known(app.policy, app.defaultScope == .names ? .names : .wildcards)
    authenticationMethod = app.tokenEndpointAuthMethod
    keys = KnownKeys.of(app, alive: policies.alive)
    tokenEpoch = app.tokenEpoch ?? .first
    lastUse = uses.of(.app(app.sid))
  }

  var usesSecret: Bool { authenticationMethod.usesSecret }

  static func lookup(_ sid: AppSID) -> AppsGet { AppsGet(sid: sid) }
}
