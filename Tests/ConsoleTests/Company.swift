import RPC
import TestSupport
import Testing
import WireProtocol

/// Two accounts that have nothing to do with each other, with people, apps and keys.
struct Company {
  let account: Account
  let subaccount: Account
  let other: Account
  let app: CreatedApp
  let otherApp: CreatedApp
  let key: CreatedAPIKey
  let otherKey: CreatedAPIKey
  let developer: User
  /// Of the app, its public key.
  let pair: ClientKeyPair
  let otherPair: ClientKeyPair
  /// The unit that is the app.
  let unit: UnitName
  /// What signs.
  let signingKey: String

  /// - Parameter name: What each of them is called by, where a name may stand.
  init(_ world: World, called name: String = "Acme") async throws {
    let registry = world.client(.appRegistry)
    let friendlyName = try FriendlyName(name)
    let policy = Policy(allow: ["/twilio/messaging/messages/*"], deny: ["/twilio/messaging/messages/delete"])
    account = try await registry.call(AccountsCreate(friendlyName: friendlyName))
    subaccount = try await registry.call(AccountsCreate(friendlyName: friendlyName, parentSid: account.sid))
    other = try await registry.call(AccountsCreate(friendlyName: try FriendlyName("Other")))
    developer = try await registry.call(UsersCreate(friendlyName: try FriendlyName("Dana"), unixUser: "dana"))
    _ = try await registry.call(UsersCreate(friendlyName: friendlyName))
    _ = try await registry.call(RolesGrant(userSid: developer.sid, accountSid: account.sid, role: .developer))
    let support = try await registry.call(UsersCreate(friendlyName: try FriendlyName("Sam"), unixUser: "sam"))
    _ = try await registry.call(RolesGrant(userSid: support.sid, accountSid: account.sid, role: .support))
    let description = try AppDescription(name)
    func makeApp(_ account: Account) async throws -> CreatedApp {
      try await registry.call(
        AppsCreate(accountSid: account.sid, friendlyName: friendlyName, description: description, policy: policy))
    }
    func makeKey(_ account: Account) async throws -> CreatedAPIKey {
      try await registry.call(APIKeysCreate(accountSid: account.sid, friendlyName: friendlyName, policy: policy))
    }
    (app, otherApp) = (try await makeApp(account), try await makeApp(other))
    (key, otherKey) = (try await makeKey(account), try await makeKey(other))
    (pair, otherPair) = (try ClientKeyPair(), try ClientKeyPair())
    _ = try await registry.call(AppsAddKey(sid: app.app.sid, jwk: pair.jwk()))
    _ = try await registry.call(AppsAddKey(sid: otherApp.app.sid, jwk: otherPair.jwk()))
    unit = try #require(UnitName("report@*.service"))
    _ = try await registry.call(UnitBindingsCreate(unit: unit, clientId: app.app.sid))
    signingKey = try #require(try await world.client(.tokenIssuer).call(JWKSGet()).keys.first?.kid)
  }

  /// Every page that there is for people, of one account.
  func pages(ofOther: Bool = false) -> [String] {
    let account = ofOther ? other.sid : account.sid
    let app = ofOther ? otherApp.app.sid : app.app.sid
    let key = ofOther ? otherKey.apiKey.sid : key.apiKey.sid
    let secret = ofOther ? otherApp.secretSid : self.app.secretSid
    let thumbprint = ofOther ? otherPair.thumbprint : pair.thumbprint
    let changes = ["rotate", "disable", "enable", "authentication", "revoke-tokens", "delete"]
    return ["", "/apps", "/apps/new", "/expiring", "/keys", "/keys/new", "/people"].map { "/accounts/\(account)\($0)" }
      + ["/apps/\(app)", "/apps/\(app)/edit"] + changes.map { "/apps/\(app)/\($0)" }
      + ["/apps/\(app)/secrets/\(secret.map { "\($0)" } ?? "")/revoke"]
      + ["add", "\(thumbprint)/remove", "\(thumbprint)/revoke"].map { "/apps/\(app)/keys/\($0)" }
      + ["", "/edit", "/rotate", "/delete"].map { "/keys/\(key)\($0)" } + ["/audit?account_sid=\(account)"]
  }

  /// Those that are of no account and for everybody.
  static let commonPages = ["/", "/apps", "/expiring", "/audit", "/check"]

  /// Those that are for operators alone.
  var operatorPages: [String] {
    ["new", "\(account.sid)/subaccounts/new"].map { "/accounts/\($0)" }
      + ["suspend", "resume", "close"].map { "/accounts/\(account.sid)/\($0)" }
      + ["/users", "/users/\(developer.sid)/delete", "/units", "/units/new", "/units/report%40%2A.service/unbind"]
      + ["/signing-keys", "/signing-keys/rotate", "/signing-keys/\(signingKey)/retire", "/services"]
  }

  var allPages: [String] { pages() + Self.commonPages + operatorPages }
}
