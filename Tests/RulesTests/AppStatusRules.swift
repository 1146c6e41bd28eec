import RPC
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite("Rules about an app that is disabled, or loses its tokens")
struct AppStatusRules {
  /// A further issuer of a world.
  private func otherIssuer(_ world: World) throws -> Client {
    Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
  }

  @Test(
    "R15: a disabled app gets no tokens and has no active ones until it is enabled; others of its account do",
    arguments: World.Wiring.allCases)
  func disabling(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let apps = try await world.makeApps(2, in: account)
      let tokens = try await world.tokens(apps)
      let other = try otherIssuer(world)
      for token in tokens { #expect(try await other.call(TokensIntrospect(token: token)).claims != nil) }
      for _ in 1...2 { #expect(try await world.registry.call(AppsDisable(sid: apps[0].sid)).status == .disabled) }
      #expect(try await !world.isActive(tokens[0]))
      #expect(try await other.call(TokensIntrospect(token: tokens[0])).claims == nil)
      #expect(try await world.authorize(tokens[0], account: account).reason == "the token's app is disabled")
      #expect(try await world.refusal { try await world.issue(apps[0]) } == "unauthorized_client")
      #expect(try await world.isActive(tokens[1]))
      for _ in 1...2 { #expect(try await world.registry.call(AppsEnable(sid: apps[0].sid)).status == .active) }
      let entries = try await world.registry.call(AuditList(appSid: apps[0].sid)).items
      #expect(
        entries.map(\.method) == ["apps.enable", "apps.disable", "apps.create"], "R21: what changes nothing has none")
      #expect(try await world.isActive(tokens[0]))
      #expect(try await world.isActive(world.token(apps[0])))
    }
  }

  @Test(
    "R16: an app is disabled and loses its tokens while its account is suspended; only an active account enables it",
    arguments: World.Wiring.allCases)
  func whileSuspended(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let apps = try await world.makeApps(2, in: account)
      let tokens = try await world.tokens(apps)
      _ = try await world.registry.call(AccountsSuspend(sid: account))
      #expect(try await world.registry.call(AppsDisable(sid: apps[0].sid)).status == .suspended)
      _ = try await world.registry.call(AppsRevokeTokens(sid: apps[1].sid))
      #expect(try await world.refusal { try await world.registry.call(AppsEnable(sid: apps[0].sid)) } == "conflict")
      _ = try await world.registry.call(AccountsResume(sid: account))
      #expect(try await world.registry.call(AppsGet(sid: apps[0].sid)).status == .disabled)
      for token in tokens { #expect(try await !world.isActive(token)) }
    }
  }

  @Test(
    "R18: with the revocation of an app's tokens all of them end at once, on all instances, whatever the clock does",
    arguments: World.Wiring.allCases)
  func revokingTokens(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let apps = try await world.makeApps(2, in: account)
      let old = try await world.tokens(apps)
      let other = try otherIssuer(world)
      for token in old { #expect(try await other.call(TokensIntrospect(token: token)).claims != nil) }
      _ = try await world.registry.call(AppsRevokeTokens(sid: apps[0].sid))
      #expect(try await !world.isActive(old[0]))
      #expect(try await other.call(TokensIntrospect(token: old[0])).claims == nil)
      #expect(try await world.isActive(old[1]))
      let new = try await other.call(TokensIssue(clientId: apps[0].sid, clientSecret: apps[0].secret)).accessToken
      #expect(try await world.isActive(new), "issued in the same second")
      world.clock.set(by: -30)
      try await world.start(.appRegistry)
      try await world.start(.tokenIssuer)
      #expect(try await !world.isActive(old[0]))
      #expect(try await world.isActive(world.token(apps[0])))
      _ = try await world.registry.call(AppsRevokeTokens(sid: apps[0].sid))
      for token in [old[0], new] { #expect(try await !world.isActive(token)) }
    }
  }

  @Test("R3: who may not use the account's apps neither disables nor enables one, nor ends its tokens")
  func roles() async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      _ = try await world.makeUser("Sue", .support, in: account)
      _ = try await world.makeUser("Dev", .developer, in: account)
      let support = world.client(.appRegistry, as: "Sue")
      for call in [
        { try await support.call(AppsDisable(sid: app.sid)) }, { try await support.call(AppsEnable(sid: app.sid)) },
        { try await support.call(AppsRevokeTokens(sid: app.sid)) },
      ] as [@Sendable () async throws -> App] {
        #expect(try await world.refusal(call) == "role_not_permitted")
      }
      let developer = world.client(.appRegistry, as: "Dev")
      #expect(try await developer.call(AppsDisable(sid: app.sid)).status == .disabled)
      #expect(try await developer.call(AppsEnable(sid: app.sid)).status == .active)
      #expect(try await developer.call(AppsUpdate(sid: app.sid, policy: .example)).tokenEpoch == nil)
      let epoch = try await developer.call(AppsRevokeTokens(sid: app.sid)).tokenEpoch
      #expect(epoch != nil)
      #expect(try await developer.call(AppsUpdate(sid: app.sid, policy: .example)).tokenEpoch == epoch)
    }
  }

  @Test("R19: a revocation of all tokens that is sent again does not end those issued since")
  func repetition() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let key = IdempotencyKey.random()
      _ = try await world.registry.call(AppsRevokeTokens(sid: app.sid), key: key)
      let token = try await world.token(app)
      _ = try await world.registry.call(AppsRevokeTokens(sid: app.sid), key: key)
      #expect(try await world.isActive(token))
    }
  }
}
