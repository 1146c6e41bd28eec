import FoundationEssentials
import JOSE
import RPC
import Storage
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

extension World {
  /// An app in an account of its own.
  func makeApp() async throws -> CreatedApp {
    let registry = client(.appRegistry)
    let account = try await registry.call(
      AccountsCreate(friendlyName: try FriendlyName("Acme \(UInt32.random(in: 0 ... .max))")))
    return try await registry.call(
      AppsCreate(accountSid: account.sid, friendlyName: try FriendlyName("Billing"), policy: .example))
  }

  func issue(_ app: CreatedApp, secret: String? = nil) async throws -> String {
    let secret = secret.map(Sensitive.init) ?? app.secret
    return try await client(.tokenIssuer).call(TokensIssue(clientId: app.app.sid, clientSecret: secret)).accessToken
      .revealed
  }

  /// Has an app revoke its own token.
  func revoke(_ token: String, of app: CreatedApp) async throws {
    _ = try await client(.tokenIssuer).call(
      TokensRevoke(token: Sensitive(token), clientId: app.app.sid, clientSecret: app.secret))
  }

  func isActive(_ token: String) async throws -> Bool {
    try await client(.tokenIssuer).call(TokensIntrospect(token: Sensitive(token))).claims != nil
  }

  func expectRefusal(of token: String, naming fault: String, sourceLocation: SourceLocation = #_sourceLocation)
    async throws
  {
    let introspection = try await client(.tokenIssuer).call(TokensIntrospect(token: Sensitive(token)))
    #expect(introspection == .inactive, sourceLocation: sourceLocation)
    let decision = try await client(.tokenIssuer).call(
      TokensAuthorize(token: Sensitive(token), method: "GET", path: "/"))
    #expect(!decision.allowed, sourceLocation: sourceLocation)
    #expect(decision.reason.contains(fault), sourceLocation: sourceLocation)
  }

  /// The claims that the issuer would give the app now.
  func claims(_ app: CreatedApp) -> AccessTokenClaims {
    let now = clock.now.secondsSince1970
    return AccessTokenClaims(
      issuer: "https://auth.example", subject: app.app.sid.text, audience: ["https://api.example"],
      clientID: app.app.sid.text,
      issuedAt: now, expirationTime: now + 3600, jwtID: "AT\(String(repeating: "0", count: 31))1",
      scope: app.app.policy.allow.joined(separator: " "),
      accountSID: app.app.accountSid.text, region: "us1", secretSID: app.secretSid?.text)
  }

  /// The key that the issuer signs with, taken from its database by whoever has its key-encryption key.
  func signingKey() async throws -> SigningKey {
    _ = try await client(.tokenIssuer).call(JWKSGet())
    let row = try await store(.tokenIssuer, TokenIssuer.schema).read {
      try $0.row("SELECT kid, sealed FROM signing_keys")
    }
    let found = try #require(row)
    return try SigningKey(
      sealed: try found.value("sealed"), kid: try found.value("kid"), algorithm: .es256,
      keyEncryptionKey: KeyEncryptionKey(keyEncryptionKey))
  }
}
