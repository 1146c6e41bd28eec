import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about secrets that end by themselves")
struct SecretExpiryRules {
  @Test(
    "A secret with an end of its own gets no tokens from then on; those that it got live on",
    arguments: World.Wiring.allCases)
  func ends(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let end = world.clock.now + 1000
      let created = try await world.registry.call(
        AppsCreate(
          accountSid: world.makeAccount(), friendlyName: FriendlyName("Billing"),
          policy: Policy(allow: [World.listMessages]), secretExpires: end))
      let issue = TokensIssue(clientId: created.app.sid, clientSecret: created.secret)
      world.clock.advance(by: 999)
      let token = try await world.issuer.call(issue).accessToken
      world.clock.advance(by: 1)
      #expect(try await world.refusal { try await world.issuer.call(issue) } == "invalid_client")
      #expect(try await world.isActive(token))
      #expect(try await world.registry.call(AppsListSecrets(sid: created.app.sid)).items.map(\.status) == [.expired])
    }
  }

  @Test("R8: a rotation shortens the end that a secret has, and never lengthens it", arguments: [100, 5000])
  func grace(_ grace: Int) async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let end = world.clock.now + 1000
      let limited = try await world.registry.call(
        AppsRotateSecret(sid: app.sid, gracePeriod: GracePeriod(0), secretExpires: end))
      #expect(limited.dateExpires == end)
      let next = try await world.rotate(app, grace: grace)
      #expect(next.previous?.dateExpires == world.clock.now + min(grace, 1000))
      #expect(next.dateExpires == nil)
    }
  }

  @Test("Secrets that end soon are found; those without an end, with a later one, or that have ended are not")
  func finding() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let soon = try await world.registry.call(AppsRotateSecret(sid: app.sid, secretExpires: world.clock.now + 1000))
      let list = { @Sendable (seconds: Int) in
        try await world.registry.call(AppsListSecrets(sid: app.sid, expiresBefore: world.clock.now + seconds)).items
      }
      #expect(try await list(1000) == [])
      #expect(try await list(1001).map(\.sid) == [soon.sid])
      #expect(try await list(86_401).map(\.sid) == [soon.sid, app.secretSid], "the first one is in its grace period")
      world.clock.advance(by: 1000)
      #expect(try await list(1001) == [])
    }
  }

  @Test("An end that is past is refused, and no app is made")
  func past() async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let create = AppsCreate(
        accountSid: account, friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]),
        secretExpires: world.clock.now)
      let refusal = try await #require(throws: ServiceError.self) { try await world.registry.call(create) }
      #expect(refusal.code == .invalidParams && refusal.path == "secret_expires")
      #expect(try await world.registry.call(AppsList(accountSid: account)).items == [])
      let app = try await world.makeApp(in: account)
      let rotate = AppsRotateSecret(sid: app.sid, secretExpires: world.clock.now + -1)
      #expect(try await world.refusal { try await world.registry.call(rotate) } == "invalid_params")
    }
  }
}
