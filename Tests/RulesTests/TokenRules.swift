import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about tokens and secrets")
struct TokenRules {
  @Test("R4: a token lives 3,600 seconds, told as expires_in, and not one more", arguments: World.Wiring.allCases)
  func lifetime(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let reply = try await world.issue(app)
      #expect(reply.expiresIn == 3600)
      world.clock.advance(by: 3599)
      #expect(try await world.isActive(reply.accessToken))
      world.clock.advance(by: 1)
      #expect(try await !world.isActive(reply.accessToken))
    }
  }

  @Test("R4: an app's own lifetime is 60 to 2,592,000 seconds", arguments: World.Wiring.allCases, [60, 2_592_000])
  func ownLifetime(_ wiring: World.Wiring, _ seconds: Int) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount(), ttl: seconds)
      let reply = try await world.issue(app)
      #expect(reply.expiresIn == seconds)
      world.clock.advance(by: seconds - 1)
      #expect(try await world.isActive(reply.accessToken))
      world.clock.advance(by: 1)
      #expect(try await !world.isActive(reply.accessToken))
    }
  }

  @Test("R5: a new token leaves the earlier ones working until their own expiry", arguments: World.Wiring.allCases)
  func earlierTokens(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let first = try await world.token(app)
      world.clock.advance(by: 1800)
      let second = try await world.token(app)
      #expect(try await world.isActive(first))
      world.clock.advance(by: 1800)
      #expect(try await !world.isActive(first))
      #expect(try await world.isActive(second))
    }
  }

  @Test(
    "R7: deleting an app makes its secret and all its tokens invalid in the very next call",
    arguments: World.Wiring.allCases)
  func deletion(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      let tokens = [try await world.token(app), try await world.token(app)]
      _ = try await world.registry.call(AppsDelete(sid: app.sid))
      for token in tokens {
        #expect(try await !world.isActive(token))
        #expect(try await !world.authorize(token, account: account).allowed)
      }
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
      #expect(try await world.refusal { try await world.registry.call(AppsGet(sid: app.sid)) } == "not_found")
      #expect(try await world.refusal { try await world.rotate(app) } == "not_found")
    }
  }

  @Test("R7: a deleted app's tokens are dead even while the secret manager is away", arguments: World.Wiring.allCases)
  func deletionWithoutSecretManager(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let token = try await world.token(app)
      try await world.stop(.secretManager)
      _ = try await world.registry.call(AppsDelete(sid: app.sid))
      try await world.start(.secretManager)
      #expect(try await !world.isActive(token))
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
    }
  }

  @Test("R8: after a rotation the old secret works for 86,400 seconds more", arguments: World.Wiring.allCases)
  func gracePeriod(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let new = try await world.rotate(app).secret
      world.clock.advance(by: 86_399)
      _ = try await world.issue(app)
      _ = try await world.issue(app, secret: new)
      world.clock.advance(by: 1)
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
      _ = try await world.issue(app, secret: new)
    }
  }

  @Test("R8: the grace period is the caller's to choose", arguments: World.Wiring.allCases)
  func chosenGracePeriod(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      _ = try await world.rotate(app, grace: 2_592_000)
      world.clock.advance(by: 2_591_999)
      _ = try await world.issue(app)
      world.clock.advance(by: 1)
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
    }
  }

  @Test("R9: at most two secrets work; a third pushes the oldest out at once", arguments: World.Wiring.allCases)
  func twoSecrets(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let second = try await world.rotate(app).secret
      _ = try await world.issue(app)
      let third = try await world.rotate(app).secret
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
      _ = try await world.issue(app, secret: second)
      _ = try await world.issue(app, secret: third)
      let secrets = try await world.registry.call(AppsListSecrets(sid: app.sid)).items
      #expect(secrets.filter { $0.status == .active }.count == 2)
    }
  }

  @Test("R10: a rotation without grace kills the tokens of the old secret", arguments: World.Wiring.allCases)
  func rotationWithoutGrace(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let token = try await world.token(app)
      let new = try await world.rotate(app, grace: 0).secret
      #expect(try await !world.isActive(token))
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
      #expect(try await world.isActive(world.token(app, secret: new)))
    }
  }

  @Test("R10: a compromised secret's tokens die, those of the other secret live", arguments: World.Wiring.allCases)
  func compromisedSecret(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let old = try await world.token(app)
      let new = try await world.token(app, secret: world.rotate(app).secret)
      _ = try await world.registry.call(AppsRevokeSecret(sid: app.sid, secretSid: app.secretSid))
      #expect(try await !world.isActive(old))
      #expect(try await world.isActive(new))
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
    }
  }

  @Test("R10: a secret that expires or is pushed out leaves its tokens alone", arguments: World.Wiring.allCases)
  func expiredSecret(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount(), ttl: 200_000)
      let token = try await world.token(app)
      _ = try await world.rotate(app)
      _ = try await world.rotate(app)
      #expect(try await world.isActive(token))
      world.clock.advance(by: 90_000)
      #expect(try await world.isActive(token))
    }
  }

  @Test(
    "R12: without scope a token gets all that the app allows, with scope just that", arguments: World.Wiring.allCases)
  func scopes(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      #expect(try await world.issue(app).scope == "\(World.listMessages) \(World.readMessages)")
      let narrow = try await world.issue(app, scope: World.readMessages)
      #expect(narrow.scope == World.readMessages)
      #expect(try await !world.authorize(narrow.accessToken, account: app.account).allowed)
      #expect(try await world.refusal { try await world.issue(app, scope: World.createMessages) } == "invalid_scope")
      #expect(try await world.refusal { try await world.issue(app, scope: "nonsense") } == "invalid_scope")
      #expect(try await world.refusal { try await world.issue(app, scope: "") } == "invalid_scope")
    }
  }

  @Test("R12: deny beats allow, and a wildcard stands for all actions of a resource", arguments: World.Wiring.allCases)
  func denial(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(
        in: world.makeAccount(), allow: ["/twilio/messaging/messages/*"], deny: [World.createMessages])
      let token = try await world.token(app)
      #expect(try await world.authorize(token, "GET", account: app.account).allowed)
      #expect(try await !world.authorize(token, "POST", account: app.account).allowed)
    }
  }

  @Test("R12: what an update takes away is denied to tokens that were issued before", arguments: World.Wiring.allCases)
  func narrowedPolicy(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let token = try await world.token(app)
      #expect(try await world.authorize(token, account: app.account).allowed)
      _ = try await world.registry.call(AppsUpdate(sid: app.sid, policy: Policy(allow: [World.readMessages])))
      #expect(try await !world.authorize(token, account: app.account).allowed)
    }
  }

  @Test(
    "R17: introspection tells the scope that the app still allows, and none is inactive",
    arguments: World.Wiring.allCases)
  func introspectedScope(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let all = "/twilio/messaging/messages/*"
      let app = try await world.makeApp(in: world.makeAccount(), allow: [all, World.listMessages])
      let broad = try await world.issue(app, scope: all).accessToken
      let narrow = try await world.issue(app, scope: "\(World.readMessages) \(World.listMessages)").accessToken
      func update(allow: [String], deny: [String] = []) async throws {
        _ = try await world.registry.call(AppsUpdate(sid: app.sid, policy: Policy(allow: allow, deny: deny)))
      }
      #expect(try await world.scope(broad) == all)
      #expect(try await world.scope(narrow) == "\(World.readMessages) \(World.listMessages)")
      try await update(allow: [all], deny: [World.readMessages])
      #expect(try await world.scope(narrow) == World.listMessages)
      let left = try #require(try await world.scope(broad)).split(separator: " ").map(String.init)
      #expect(left.contains(World.createMessages) && !left.contains(World.readMessages) && !left.contains(all))
      try await update(allow: [World.createMessages])
      #expect(try await world.scope(broad) == World.createMessages)
      #expect(try await !world.isActive(narrow))
      #expect(try await !world.authorize(narrow, account: app.account).allowed)
      try await update(allow: [all])
      #expect(try await world.scope(broad) == all)
    }
  }

  @Test(
    "RFC 7009 2.1, 2.2: a revoked token is inactive at once, and only its own client can revoke it",
    arguments: World.Wiring.allCases)
  func revocation(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      let other = try await world.makeApp("Other", in: account)
      let token = try await world.token(app)
      let kept = try await world.token(app)
      _ = try await world.issuer.call(TokensRevoke(token: token, clientId: other.sid, clientSecret: other.secret))
      #expect(try await world.isActive(token))
      _ = try await world.issuer.call(TokensRevoke(token: token, clientId: app.sid, clientSecret: app.secret))
      #expect(try await !world.isActive(token))
      #expect(try await world.isActive(kept))
      _ = try await world.issuer.call(
        TokensRevoke(token: Sensitive("nonsense"), clientId: app.sid, clientSecret: app.secret))
      let stranger = try await world.refusal {
        try await world.issuer.call(TokensRevoke(token: kept, clientId: app.sid, clientSecret: Sensitive("wrong")))
      }
      #expect(stranger == "invalid_client")
    }
  }
}
