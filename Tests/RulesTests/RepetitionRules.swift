import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("R19: a change that is sent again with its key happens once")
struct RepetitionRules {
  /// A service is started anew over the state that it left, as after a restart or a crash.
  private static let restarts: [[ServiceName]] = [
    [], [.appRegistry], [.secretManager], [.appRegistry, .secretManager],
  ]

  @Test(
    "R19: a creation whose reply was lost, sent again, is the same app with the same secret",
    arguments: World.Wiring.allCases, restarts)
  func creation(_ wiring: World.Wiring, _ restarted: [ServiceName]) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let create = AppsCreate(
        accountSid: account, friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]))
      let key = IdempotencyKey.random()
      let created = try await world.registry.call(create, key: key)
      for service in restarted { try await world.start(service) }
      let again = try await world.registry.call(create, key: key)
      #expect(again == created)
      #expect(try await world.registry.call(AppsList(accountSid: account)).items == [created.app])
      _ = try await world.issuer.call(TokensIssue(clientId: again.app.sid, clientSecret: again.secret))
    }
  }

  @Test(
    "R19: a rotation whose reply was lost, sent again, shows the same secret, and the one in use is not pushed out",
    arguments: World.Wiring.allCases, restarts)
  func rotation(_ wiring: World.Wiring, _ restarted: [ServiceName]) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let key = IdempotencyKey.random()
      let issued = try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key)
      for service in restarted { try await world.start(service) }
      world.clock.advance(by: IdempotencyKey.memory)
      #expect(try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key) == issued)
      for secret in [app.secret, issued.secret] { _ = try await world.issue(app, secret: secret) }
      #expect(try await world.registry.call(AppsListSecrets(sid: app.sid)).items.count == 2)
      // The secret manager keeps its reply a minute longer than the registry.
      world.clock.advance(by: 61)
      let later = try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key)
      #expect(later.sid != issued.sid && later.secret != issued.secret)
    }
  }

  @Test("R19, R10: a secret that was compromised does not come back with its key", arguments: World.Wiring.allCases)
  func compromised(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let key = IdempotencyKey.random()
      let issued = try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key)
      _ = try await world.registry.call(AppsRevokeSecret(sid: app.sid, secretSid: issued.sid))
      #expect(try await world.registry.call(AppsRotateSecret(sid: app.sid), key: key) == issued)
      #expect(try await world.refusal { try await world.issue(app, secret: issued.secret) } == "invalid_client")
    }
  }
}
