import RPC
import TestSupport
import Testing
import WireProtocol

/// An app that authenticates by a key, with the key pair.
struct KeyedApp: Sendable {
  let sid: AppSID
  let account: AccountSID
  let pair: ClientKeyPair
}

/// The steps about keys and assertions.
extension World {
  func makeKeyedApp(_ name: String = "Keyed", in account: AccountSID? = nil) async throws -> KeyedApp {
    let pair = try ClientKeyPair()
    let owner = if let account { account } else { try await makeAccount("Owner of \(name)") }
    let created = try await registry.call(
      AppsCreate(
        accountSid: owner, friendlyName: try FriendlyName(name),
        policy: Policy(allow: [Self.listMessages, Self.readMessages]), tokenEndpointAuthMethod: .privateKeyJWT,
        jwks: PublicJWKSet(keys: [pair.jwk()])))
    #expect(created.secret == nil && created.secretSid == nil)
    return KeyedApp(sid: created.app.sid, account: owner, pair: pair)
  }

  func assertion(
    _ app: KeyedApp, _ claims: [String: String?] = [:], header: String? = nil, by other: ClientKeyPair? = nil
  ) throws -> Sensitive {
    try app.pair.assertion(of: app.sid, at: clock.now, claims, header: header, by: other?.key)
  }

  func token(_ app: KeyedApp, by pair: ClientKeyPair? = nil) async throws -> Sensitive {
    let assertion = try (pair ?? app.pair).assertion(of: app.sid, at: clock.now)
    return try await issuer.call(TokensIssue(assertion)).accessToken
  }

  /// The symbol of the error that an assertion is refused with; `nil` if it brings a token.
  func refusal(of assertion: Sensitive) async throws -> String? {
    try await refusal { try await issuer.call(TokensIssue(assertion)) }
  }
}
