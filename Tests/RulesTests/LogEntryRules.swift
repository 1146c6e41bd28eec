import InMemoryLogging
import Logging
import RPC
import TestSupport
import Testing
import WireProtocol

/// What the log says of changes and refusals. `journalctl OAUTH_APP=...` is an app's history only if no change is
/// missing from it.
@Suite("Log entries")
struct LogEntryRules {
  private let log = InMemoryLogHandler()

  private func withWorld(_ body: (World) async throws -> Void) async throws {
    let log = log
    try await body(World(logger: Logger(label: "test") { _ in log }))
  }

  private func entry(_ method: String) throws -> InMemoryLogHandler.Entry {
    try #require(log.entries.last { $0.metadata["method"] == "\(method)" }, "\(method) has no entry")
  }

  private func expect(_ method: String, _ sentence: String, _ metadata: Logger.Metadata) throws {
    let entry = try entry(method)
    #expect("\(entry.message)" == sentence)
    #expect(entry.metadata["kind"] == "change_made")
    for part in ["account", "app", "api_key", "user", "secret", "role", "acting_user"] {
      #expect(entry.metadata[part] == metadata[part], "\(method): \(part)")
    }
  }

  @Test("Every change of an account, a user and a role says what was changed")
  func accounts() async throws {
    try await withWorld { world in
      let account = try await world.makeAccount()
      try expect("accounts.create", "uid 0 created account \(account)", ["account": "\(account)"])
      let sub = try await world.makeAccount("Sub", parent: account)
      try expect("accounts.create", "uid 0 created account \(sub)", ["account": "\(sub)"])
      let user = try await world.makeUser("Ada", .developer, in: account)
      try expect("users.create", "uid 0 created user \(user)", ["user": "\(user)"])
      let role: Logger.Metadata = ["account": "\(account)", "user": "\(user)", "role": "developer"]
      try expect("roles.grant", "uid 0 gave user \(user) the role developer in account \(account)", role)
      _ = try await world.registry.call(RolesRevoke(userSid: user, accountSid: account, role: .developer))
      try expect("roles.revoke", "uid 0 took the role developer in account \(account) from user \(user)", role)
      _ = try await world.registry.call(UsersDelete(sid: user))
      try expect("users.delete", "uid 0 deleted user \(user)", ["user": "\(user)"])
      _ = try await world.registry.call(AccountsSuspend(sid: sub))
      try expect("accounts.suspend", "uid 0 suspended account \(sub)", ["account": "\(sub)"])
      _ = try await world.registry.call(AccountsResume(sid: sub))
      try expect("accounts.resume", "uid 0 resumed account \(sub)", ["account": "\(sub)"])
      _ = try await world.registry.call(AccountsClose(sid: sub))
      try expect("accounts.close", "uid 0 closed account \(sub)", ["account": "\(sub)"])
    }
  }

  @Test("A change that is made in a session says in which, and whose it is; a session's beginning and end say which")
  func sessions() async throws {
    try await withWorld { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .owner, in: account)
      let (hers, root) = (try await world.signIn(as: "Ada"), try await world.signIn())
      let (sid, other) = (hers.holder.sid, root.holder.sid)
      #expect("\(try entry("sessions.create").message)" == "uid 0 made a link to the console for session \(other)")
      #expect("\(try entry("sessions.redeem").message)" == "the console began session \(other)")
      _ = try await world.registry(in: root).call(AccountsSuspend(sid: account))
      try expect("accounts.suspend", "uid 0 suspended account \(account)", ["account": "\(account)"])
      #expect(try entry("accounts.suspend").metadata["acting_session"] == "\(other)")
      _ = try await world.registry(in: hers).call(SessionsEnd())
      try expect(
        "sessions.end", "\(ada) (Ada) ended sessions of the console, the newest \(sid)", ["acting_user": "\(ada)"])
      let metadata = try entry("sessions.end").metadata
      #expect(metadata["session"] == "\(sid)" && metadata["acting_session"] == "\(sid)")
      #expect(!log.entries.contains { "\($0)".contains(hers.session.revealed.dropFirst(4)) })
    }
  }

  @Test("Every change of a signing key says which key it was, and nothing of the key itself")
  func signingKeys() async throws {
    try await withWorld { world in
      _ = try await world.issuer.call(JWKSGet())
      let announced = try await world.issuer.call(SigningKeysRotate()).kid
      try expect("signing_keys.rotate", "uid 0 rotated to signing key \(announced)", [:])
      #expect(try entry("signing_keys.rotate").metadata["signing_key"] == "\(announced)")
      let id = try #require(SigningKeyID(announced))
      _ = try await world.issuer.call(SigningKeysRetire(kid: id))
      try expect("signing_keys.retire", "uid 0 retired signing key \(announced)", [:])
      #expect(try entry("signing_keys.retire").metadata["signing_key"] == "\(announced)")
    }
  }

  @Test("Every change of an app says who changed which app of which account, in the services below as well")
  func apps() async throws {
    try await withWorld { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let app = try await world.makeApp(in: account, as: "Ada")
      let registry = world.client(.appRegistry, as: ada.text)
      let subject: Logger.Metadata = ["account": "\(account)", "app": "\(app.sid)", "acting_user": "\(ada)"]
      let place = "app \(app.sid) of account \(account)"
      try expect(
        "apps.create", "\(ada) (Ada) created \(place) with secret \(app.secretSid)",
        subject.merging(["secret": "\(app.secretSid)"]) { $1 })
      try expect(
        "secrets.create", "the app registry made secret \(app.secretSid) of app \(app.sid)",
        ["app": "\(app.sid)", "secret": "\(app.secretSid)"])
      _ = try await registry.call(AppsUpdate(sid: app.sid, description: try AppDescription("x")))
      try expect("apps.update", "\(ada) (Ada) changed \(place)", subject)
      let secret = try await registry.call(AppsRotateSecret(sid: app.sid)).sid
      try expect(
        "apps.rotate_secret", "\(ada) (Ada) rotated to secret \(secret) of \(place)",
        subject.merging(["secret": "\(secret)"]) { $1 })
      try expect(
        "secrets.rotate", "the app registry rotated to secret \(secret) of app \(app.sid)",
        ["app": "\(app.sid)", "secret": "\(secret)"])
      _ = try await registry.call(AppsRevokeSecret(sid: app.sid, secretSid: secret))
      try expect(
        "apps.revoke_secret", "\(ada) (Ada) revoked secret \(secret) of \(place)",
        subject.merging(["secret": "\(secret)"]) { $1 })
      try expect(
        "secrets.revoke", "the app registry revoked secret \(secret) of app \(app.sid)",
        ["app": "\(app.sid)", "secret": "\(secret)"])
      let pair = try ClientKeyPair()
      _ = try await registry.call(AppsAddKey(sid: app.sid, jwk: pair.jwk()))
      try expect("apps.add_key", "\(ada) (Ada) added key \(pair.thumbprint) to \(place)", subject)
      #expect(try entry("apps.add_key").metadata["client_key"] == "\(pair.thumbprint)")
      _ = try await registry.call(AppsSetKeys(sid: app.sid, jwks: PublicJWKSet(keys: [pair.jwk()])))
      try expect("apps.set_keys", "\(ada) (Ada) set the keys of \(place)", subject)
      _ = try await registry.call(AppsRemoveKey(sid: app.sid, thumbprint: pair.thumbprint))
      try expect("apps.remove_key", "\(ada) (Ada) removed key \(pair.thumbprint) of \(place)", subject)
      _ = try await registry.call(AppsRevokeTokens(sid: app.sid))
      try expect("apps.revoke_tokens", "\(ada) (Ada) revoked all tokens of \(place)", subject)
      _ = try await registry.call(AppsDisable(sid: app.sid))
      try expect("apps.disable", "\(ada) (Ada) disabled \(place)", subject)
      _ = try await registry.call(AppsEnable(sid: app.sid))
      try expect("apps.enable", "\(ada) (Ada) enabled \(place)", subject)
      _ = try await registry.call(AppsDelete(sid: app.sid))
      try expect("apps.delete", "\(ada) (Ada) deleted \(place)", subject)
      try expect(
        "secrets.destroy", "the app registry destroyed the secrets of app \(app.sid)", ["app": "\(app.sid)"])
    }
  }

  @Test("A change by a credential says whose it was, and one that is refused as well; a wrong secret names nobody")
  func credentials() async throws {
    try await withWorld { world in
      let account = try await world.makeAccount()
      let (key, credential) = try await world.makeCredential(in: account, allow: ["/twilio/iam/api-keys/update"])
      let rename = APIKeysUpdate(sid: key.sid, friendlyName: try FriendlyName("Renamed"))
      _ = try await world.registry(showing: credential).call(rename)
      try expect(
        "api_keys.update", "\(key.sid) changed API key \(key.sid) of account \(account)",
        ["account": "\(account)", "api_key": "\(key.sid)"])
      #expect(try entry("api_keys.update").metadata["client"] == "\(key.sid)")
      let delete = APIKeysDelete(sid: key.sid)
      for (credential, client) in [(credential, key.sid.text), (.apiKey(key.sid, secret: Sensitive("wrong")), nil)] {
        _ = try await world.refusal { try await world.registry(showing: credential).call(delete) }
        #expect(try entry("api_keys.delete").metadata["client"] == client.map { "\($0)" })
      }
      #expect(!log.entries.contains { "\($0)".contains(key.secret.revealed) })
    }
  }

  @Test("An entry about an API key says who did what to it, and names its key, account and secret")
  func apiKeys() async throws {
    try await withWorld { world in
      let account = try await world.makeAccount()
      let key = try await world.makeKey(in: account)
      let place = "API key \(key.sid) of account \(account)"
      let subject: Logger.Metadata = ["account": "\(account)", "api_key": "\(key.sid)"]
      try expect(
        "api_keys.create", "uid 0 created \(place) with secret \(key.secretSid)",
        subject.merging(["secret": "\(key.secretSid)"]) { $1 })
      try expect(
        "secrets.create", "the app registry made secret \(key.secretSid) of API key \(key.sid)",
        ["api_key": "\(key.sid)", "secret": "\(key.secretSid)"])
      _ = try await world.registry.call(APIKeysUpdate(sid: key.sid, friendlyName: try FriendlyName("Statistics")))
      try expect("api_keys.update", "uid 0 changed \(place)", subject)
      let secret = try await world.rotate(key).sid
      try expect(
        "api_keys.rotate_secret", "uid 0 rotated to secret \(secret) of \(place)",
        subject.merging(["secret": "\(secret)"]) { $1 })
      _ = try? await world.authorize(key, secret: Sensitive("wrong"))
      let failure = try entry("tokens.authorize")
      #expect("\(failure.message)".hasPrefix("uid 0 was refused tokens.authorize of API key \(key.sid)"))
      #expect(failure.metadata["kind"] == "client_authentication_failed")
      _ = try await world.registry.call(APIKeysDelete(sid: key.sid))
      try expect("api_keys.delete", "uid 0 deleted \(place)", subject)
    }
  }

  @Test(
    "A revocation of a token names the token's id; of one that ends nothing nothing is told, however often it is sent")
  func tokens() async throws {
    try await withWorld { world in
      let app = try await world.makeApp(in: try await world.makeAccount())
      let issued = try await world.issue(app)
      let revoke = TokensRevoke(token: issued.accessToken, clientId: app.sid, clientSecret: app.secret)
      _ = try await world.issuer.call(revoke)
      let entry = try entry("tokens.revoke")
      let token = try #require(entry.metadata["token_id"])
      #expect("\(entry.message)" == "uid 0 revoked token \(token) of app \(app.sid) of account \(app.account)")
      let entries = log.entries.count
      _ = try await world.issuer.call(revoke)
      _ = try await world.issuer.call(
        TokensRevoke(token: Sensitive("none"), clientId: app.sid, clientSecret: app.secret))
      #expect(log.entries.count == entries)
    }
  }

  @Test("No change is without an entry, none of them has a part that nobody told")
  func everyChange() {
    for case .changes(let deed) in everyMethod.map(\.effect) {
      #expect(!deed.parts.isEmpty)
      #expect(deed.sentence(about: Subject()).contains("?"))
    }
  }

  @Test("A refused change names what it was about and who wanted it, a failed authentication the client")
  func refusals() async throws {
    try await withWorld { world in
      let account = try await world.makeAccount()
      let sam = try await world.makeUser("Sam", .support, in: account)
      let app = try await world.makeApp(in: account)
      _ = try await world.refusal { try await world.client(.appRegistry, as: sam.text).call(AppsDelete(sid: app.sid)) }
      let refusal = try entry("apps.delete")
      #expect("\(refusal.message)".hasPrefix("\(sam) (Sam) was refused apps.delete of app \(app.sid)"))
      #expect(refusal.metadata["kind"] == "change_refused")
      #expect(refusal.metadata["app"] == "\(app.sid)")
      #expect(refusal.metadata["acting_user"] == "\(sam)")

      _ = try await world.refusal { try await world.token(app, secret: Sensitive("wrong")) }
      let failure = try entry("tokens.issue")
      #expect("\(failure.message)".hasPrefix("uid 0 was refused tokens.issue of app \(app.sid): "))
      #expect(failure.metadata["kind"] == "client_authentication_failed")
      #expect(failure.metadata["app"] == "\(app.sid)")
    }
  }
}
