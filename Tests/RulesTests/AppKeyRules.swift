import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about apps' keys")
struct AppKeyRules {
  @Test(
    "R7, R10: a key that is removed issues nothing more; its tokens live on, unless it is compromised",
    arguments: World.Wiring.allCases)
  func removal(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let second = try ClientKeyPair()
      _ = try await world.registry.call(AppsAddKey(sid: app.sid, jwk: second.jwk()))
      let tokens = [try await world.token(app), try await world.token(app, by: second)]
      for token in tokens { #expect(try await world.isActive(token)) }
      _ = try await world.registry.call(AppsRemoveKey(sid: app.sid, thumbprint: app.pair.thumbprint))
      #expect(try await world.refusal { try await world.token(app) } == "invalid_client")
      #expect(try await world.isActive(tokens[0]))
      let ended = try await world.registry.call(
        AppsRemoveKey(sid: app.sid, thumbprint: app.pair.thumbprint, compromised: true))
      #expect(ended.keys?.map(\.status) == [.compromised, .active])
      #expect(try await !world.isActive(tokens[0]))
      #expect(try await world.authorize(tokens[0], account: app.account).reason.contains("key that is compromised"))
      #expect(try await world.isActive(tokens[1]))
      #expect(try await world.refusal { try await world.token(app, by: second) } == nil)
    }
  }

  @Test("R10: a compromised key never comes back, nor do its tokens", arguments: World.Wiring.allCases)
  func compromised(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let token = try await world.token(app)
      let other = try ClientKeyPair()
      let replacement = AppsSetKeys(sid: app.sid, jwks: PublicJWKSet(keys: [other.jwk()]), compromised: true)
      _ = try await world.registry.call(replacement)
      #expect(try await !world.isActive(token))
      for again in [PublicJWKSet(keys: [app.pair.jwk()]), PublicJWKSet(keys: [other.jwk(), app.pair.jwk()])] {
        #expect(
          try await world.refusal { try await world.registry.call(AppsSetKeys(sid: app.sid, jwks: again)) }
            == "conflict")
      }
      // The softer word takes nothing back.
      _ = try await world.registry.call(AppsRemoveKey(sid: app.sid, thumbprint: app.pair.thumbprint))
      #expect(try await !world.isActive(token))
      #expect(try await world.refusal { try await world.token(app, by: other) } == nil)
    }
  }

  @Test(
    "R10, R18: a compromised key stays so, and its tokens dead, after the clock was ahead",
    arguments: World.Wiring.allCases)
  func clockAhead(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let token = try await world.token(app)
      _ = try await world.registry.call(
        AppsRemoveKey(sid: app.sid, thumbprint: app.pair.thumbprint, compromised: true))
      world.clock.set(by: 40_000_000)
      _ = try await world.registry.call(AppsAddKey(sid: app.sid, jwk: ClientKeyPair().jwk()))
      world.clock.set(by: -40_000_000)
      #expect(try await !world.isActive(token))
      let again = AppsAddKey(sid: app.sid, jwk: app.pair.jwk())
      #expect(try await world.refusal { try await world.registry.call(again) } == "conflict")
    }
  }

  @Test("A key that was removed can be added again", arguments: World.Wiring.allCases)
  func again(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let token = try await world.token(app)
      _ = try await world.registry.call(AppsSetKeys(sid: app.sid, jwks: PublicJWKSet(keys: [])))
      #expect(try await world.isActive(token))
      _ = try await world.registry.call(AppsAddKey(sid: app.sid, jwk: app.pair.jwk()))
      for token in [token, try await world.token(app)] { #expect(try await world.isActive(token)) }
    }
  }

  @Test(
    "R16: keys can be removed while the account is suspended, not added; resuming brings none back",
    arguments: World.Wiring.allCases)
  func suspended(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let second = try ClientKeyPair()
      _ = try await world.registry.call(AppsAddKey(sid: app.sid, jwk: second.jwk()))
      let token = try await world.token(app)
      _ = try await world.registry.call(AccountsSuspend(sid: app.account))
      #expect(try await world.refusal { try await world.token(app) } == "unauthorized_client")
      let third = try ClientKeyPair().jwk()
      for keys in [[third], [app.pair.jwk(), third]] {
        let refused = AppsSetKeys(sid: app.sid, jwks: PublicJWKSet(keys: keys))
        #expect(try await world.refusal { try await world.registry.call(refused) } == "conflict")
      }
      #expect(
        try await world.refusal { try await world.registry.call(AppsAddKey(sid: app.sid, jwk: third)) } == "conflict")
      _ = try await world.registry.call(
        AppsRemoveKey(sid: app.sid, thumbprint: app.pair.thumbprint, compromised: true))
      _ = try await world.registry.call(AppsSetKeys(sid: app.sid, jwks: PublicJWKSet(keys: [])))
      _ = try await world.registry.call(AccountsResume(sid: app.account))
      #expect(try await !world.isActive(token))
      for pair in [app.pair, second] {
        #expect(try await world.refusal { try await world.token(app, by: pair) } == "invalid_client")
      }
    }
  }

  @Test("R19: a change of keys that is sent again is made once", arguments: World.Wiring.allCases)
  func repetition(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let second = try ClientKeyPair()
      let (adding, removing) = (IdempotencyKey.random(), IdempotencyKey.random())
      let add = AppsAddKey(sid: app.sid, jwk: second.jwk(kid: "two"))
      let added = try await world.registry.call(add, key: adding)
      #expect(try await world.registry.call(add, key: adding) == added)
      let remove = AppsRemoveKey(sid: app.sid, thumbprint: second.thumbprint)
      let removed = try await world.registry.call(remove, key: removing)
      #expect(try await world.registry.call(add, key: adding) == added)
      #expect(try await world.registry.call(remove, key: removing) == removed)
      #expect(try await world.registry.call(AppsGet(sid: app.sid)) == removed)
    }
  }

  @Test("R19: an app without a secret is created once", arguments: World.Wiring.allCases)
  func creation(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let key = IdempotencyKey.random()
      let create = AppsCreate(
        accountSid: try await world.makeAccount(), friendlyName: try FriendlyName("Keyed"), policy: .example,
        tokenEndpointAuthMethod: .privateKeyJWT, jwks: PublicJWKSet(keys: [try ClientKeyPair().jwk()]))
      let created = try await world.registry.call(create, key: key)
      try await world.start(.appRegistry)
      #expect(try await world.registry.call(create, key: key) == created)
    }
  }

  @Test("R7, R15: deletion and suspension end what assertions brought", arguments: World.Wiring.allCases)
  func deletion(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let token = try await world.token(app)
      _ = try await world.registry.call(AccountsSuspend(sid: app.account))
      #expect(try await !world.isActive(token))
      _ = try await world.registry.call(AccountsResume(sid: app.account))
      #expect(try await world.isActive(token))
      _ = try await world.registry.call(AppsDelete(sid: app.sid))
      #expect(try await !world.isActive(token))
      #expect(try await world.refusal { try await world.token(app) } == "invalid_client")
    }
  }

  @Test("An app that was created with keys gets a secret by rotation, and may change to it")
  func firstSecret() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let key = IdempotencyKey.random()
      let issued = try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key)
      #expect(try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key) == issued)
      let bySecret = TokensIssue(clientId: app.sid, clientSecret: issued.secret)
      #expect(try await world.refusal { try await world.issuer.call(bySecret) } == "invalid_client")
      _ = try await world.registry.call(AppsUpdate(sid: app.sid, tokenEndpointAuthMethod: .clientSecretBasic))
      #expect(try await world.refusal { try await world.issuer.call(bySecret) } == nil)
      let keyless = try await world.makeApp(in: app.account)
      let change = AppsUpdate(sid: keyless.sid, tokenEndpointAuthMethod: .privateKeyJWT)
      #expect(try await world.refusal { try await world.registry.call(change) } == "conflict")
    }
  }
}
