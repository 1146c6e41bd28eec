import RPC
import TestSupport
import Testing
import WireProtocol

/// An app and what its owner knows about it.
struct OwnedApp: Sendable {
  let sid: AppSID
  let account: AccountSID
  let secret: Sensitive
  let secretSid: SecretSID
}

/// The steps that the rules are told in.
extension World {
  static let listMessages = "/twilio/messaging/messages/list"
  static let readMessages = "/twilio/messaging/messages/read"
  static let createMessages = "/twilio/messaging/messages/create"

  var registry: Client { client(.appRegistry) }
  var issuer: Client { client(.tokenIssuer) }

  func makeAccount(_ name: String = "Acme", type: AccountType? = nil, parent: AccountSID? = nil) async throws
    -> AccountSID
  {
    try await registry.call(AccountsCreate(friendlyName: try FriendlyName(name), type: type, parentSid: parent)).sid
  }

  /// Creates a user, with a role if one is given.
  func makeUser(_ name: String, _ role: Role?, in account: AccountSID) async throws -> UserSID {
    let user = try await registry.call(UsersCreate(friendlyName: try FriendlyName(name))).sid
    if let role { _ = try await registry.call(RolesGrant(userSid: user, accountSid: account, role: role)) }
    return user
  }

  func makeApp(
    _ name: String = "Billing", in account: AccountSID, allow: [String] = [listMessages, readMessages],
    deny: [String] = [],
    ttl: Int? = nil, as user: String? = nil
  ) async throws -> OwnedApp {
    let created = try await client(.appRegistry, as: user).call(
      AppsCreate(
        accountSid: account, friendlyName: try FriendlyName(name), policy: Policy(allow: allow, deny: deny),
        accessTokenTTL: ttl.flatMap(TokenLifetime.init)))
    return OwnedApp(
      sid: created.app.sid, account: account, secret: try #require(created.secret),
      secretSid: try #require(created.secretSid))
  }

  func issue(_ app: OwnedApp, secret: Sensitive? = nil, scope: String? = nil) async throws -> TokenReply {
    try await issuer.call(TokensIssue(clientId: app.sid, clientSecret: secret ?? app.secret, scope: scope))
  }

  func token(_ app: OwnedApp, secret: Sensitive? = nil) async throws -> Sensitive {
    try await issue(app, secret: secret).accessToken
  }

  /// So many apps, each with its number for a name.
  func makeApps(_ count: Int, in account: AccountSID) async throws -> [OwnedApp] {
    var apps: [OwnedApp] = []
    for number in 1...count { apps.append(try await makeApp("App \(number)", in: account)) }
    return apps
  }

  /// A token of each app.
  func tokens(_ apps: [OwnedApp]) async throws -> [Sensitive] {
    var tokens: [Sensitive] = []
    for app in apps { tokens.append(try await token(app)) }
    return tokens
  }

  /// Has a client revoke its own token.
  func revoke(_ token: Sensitive, of app: OwnedApp) async throws {
    _ = try await issuer.call(TokensRevoke(token: token, clientId: app.sid, clientSecret: app.secret))
  }

  func scope(_ token: Sensitive) async throws -> String? {
    try await issuer.call(TokensIntrospect(token: token)).claims?.scope
  }

  func isActive(_ token: Sensitive) async throws -> Bool {
    try await issuer.call(TokensIntrospect(token: token)).claims != nil
  }

  func rotate(_ app: OwnedApp, grace: Int? = nil) async throws -> IssuedSecret {
    try await registry.call(AppsRotateSecret(sid: app.sid, gracePeriod: grace.flatMap(GracePeriod.init)))
  }

  /// Asks whether the token may list, or send, messages of an account.
  func authorize(_ token: Sensitive, _ method: String = "GET", account: AccountSID, given: AccountSID? = nil)
    async throws -> Authorization
  {
    try await issuer.call(
      TokensAuthorize(
        token: token, method: method, host: "api.twilio.com", path: "/2010-04-01/Accounts/\(account)/Messages.json",
        accountSid: given))
  }

  /// The symbol of the error that a call ends in; `nil` if it succeeds.
  func refusal(_ call: () async throws -> some Any) async throws -> String? {
    do {
      _ = try await call()
      return nil
    } catch let error as ServiceError {
      return error.code.symbol
    }
  }
}

/// Runs a rule's body in a world of its own, in which no method gives an error that the chapter does not have with it.
func withWorld(_ wiring: World.Wiring, _ body: (World) async throws -> Void) async throws {
  let world = try await World(wiring)
  do { try await body(world) } catch {
    try await world.end()
    throw error
  }
  try await world.end()
  #expect(world.undeclaredErrors == [])
}
