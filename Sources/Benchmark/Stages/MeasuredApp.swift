import JSON
import WireProtocol

/// An app made by `apps.create`, with a token: the one that requests are about unless they are about many.
struct MeasuredApp: Sendable {
  let account: AccountSID
  let credentials: SeededApps.Credentials
  let token: Sensitive
  /// Bytes of a reply of `tokens.introspect`, which the reference is to answer with.
  let introspectionLength: Int

  /// Starts the services on the way, which so make their databases.
  init(at site: any Site) throws {
    let registry = try LoadConnection(path: site.socket(of: .appRegistry))
    let issuer = try LoadConnection(path: site.socket(of: .tokenIssuer))
    let name = try FriendlyName("oauth-bench \(UInt32.random(in: 0 ... .max))")
    account = try registry.call(AccountsCreate(friendlyName: name)).sid
    let created = try registry.result(
      of: AppsCreate(accountSid: account, friendlyName: name, policy: Policy(allow: SeededApps.permissions)))
    guard let sid = created["sid"]?.string.flatMap({ AppSID($0) }), let secret = created["secret"]?.string else {
      throw LoadFault("apps.create showed no app with its secret")
    }
    credentials = SeededApps.Credentials(sid: sid, secret: Sensitive(secret))
    token = try issuer.call(TokensIssue(clientId: credentials.sid, clientSecret: credentials.secret)).accessToken
    var position = 0
    let load = try Load.introspect([token], at: site, Plan.single)
    introspectionLength = try load.run(for: 0.02, from: &position).replyLength
  }
}
