import RPC
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

/// What the issuer keeps of the others' answers is worth exactly as much as asking them.
@Suite struct KeptAnswerTests {
  private func makeKnownApp(_ world: World) async throws -> (CreatedApp, token: String) {
    let app = try await world.makeApp()
    let token = try await world.issue(app)
    #expect(try await world.isActive(token))
    return (app, token)
  }

  @Test("What is known needs no question: with the other services away, apps get tokens and tokens are checked")
  func independence() async throws {
    let world = try await World()
    let (app, token) = try await makeKnownApp(world)
    try await world.stop(.appRegistry)
    try await world.stop(.secretManager)
    #expect(try await world.isActive(token))
    #expect(try await world.isActive(world.issue(app)) == true)
    await #expect(throws: ServiceError.self) { try await world.issue(app, secret: "wrong") }
  }

  @Test("What is kept, what was asked, what was signed, and how old the key is that signs, are told as figures")
  func figures() async throws {
    let world = try await World()
    let issuer = try world.issuerService()
    let client = Client(InProcessTransport(Dispatcher(issuer.routes), from: .root))
    let app = try await world.makeApp()
    for _ in 1...3 {
      _ = try await client.call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret))
    }
    world.clock.advance(by: 86_400)
    let figures = try await issuer.figures()
    #expect(figures[.keptAnswers] == 2 && figures[.questions] == 2, "the app and its secret")
    #expect(figures[.signatures] == 3 && figures[.signingMicroseconds] ?? 0 > 0)
    #expect(figures[.keptBytes] ?? 0 > 0)
    #expect(figures[.signingKeyAgeSeconds] == 86_400 && figures[.signingKeyRemainingSeconds] == 89 * 86_400)
  }

  @Test("R8: a secret that is known to work stops at the end of its grace period, without a question")
  func graceEnd() async throws {
    let world = try await World()
    let (app, _) = try await makeKnownApp(world)
    _ = try await world.client(.appRegistry).call(AppsRotateSecret(sid: app.app.sid, gracePeriod: GracePeriod(600)))
    _ = try await world.issue(app)
    world.clock.advance(by: 599)
    _ = try await world.issue(app)
    world.clock.advance(by: 1)
    let error = await #expect(throws: ServiceError.self) { try await world.issue(app) }
    #expect(error?.code == .invalidClient)
  }

  @Test("A token that is known to be active ends when it expires, without a question")
  func expiry() async throws {
    let world = try await World()
    let (_, token) = try await makeKnownApp(world)
    try await world.stop(.appRegistry)
    world.clock.advance(by: 3599)
    #expect(try await world.isActive(token))
    world.clock.advance(by: 1)
    #expect(try await world.isActive(token) == false)
  }

  @Test("A token that was issued while the clock was ahead is not active before its time, known or not")
  func issuedAhead() async throws {
    let world = try await World()
    let (_, token) = try await makeKnownApp(world)
    for (seconds, isActive) in [(-60, true), (-1, false), (1, true)] {
      world.clock.set(by: seconds)
      let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
      #expect(try await (other.call(TokensIntrospect(token: Sensitive(token))).claims != nil) == isActive)
      #expect(try await world.isActive(token) == isActive)
    }
  }

  @Test("A token revoked through one instance is inactive at the next call of each")
  func revocation() async throws {
    let world = try await World()
    let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
    let (app, token) = try await makeKnownApp(world)
    let question = TokensIntrospect(token: Sensitive(token))
    #expect(try await other.call(question).claims != nil)
    _ = try await world.client(.tokenIssuer).call(
      TokensRevoke(token: Sensitive(token), clientId: app.app.sid, clientSecret: app.secret))
    #expect(try await other.call(question) == .inactive)
    #expect(try await world.isActive(token) == false)
  }

  @Test("An app with a revoked token goes on with its others, and the revoked one stays dead")
  func revocationOfOne() async throws {
    let world = try await World()
    let (app, revoked) = try await makeKnownApp(world)
    _ = try await world.client(.tokenIssuer).call(
      TokensRevoke(token: Sensitive(revoked), clientId: app.app.sid, clientSecret: app.secret))
    let unseen = try await world.issue(app)
    #expect(try await world.isActive(unseen))
    #expect(try await world.isActive(revoked) == false)
    #expect(try await world.isActive(unseen))
  }

  @Test("Apps of one policy share what is known of it, and a change of one leaves the other's alone")
  func sharedPolicy() async throws {
    let world = try await World()
    let (app, _) = try await makeKnownApp(world)
    let (other, _) = try await makeKnownApp(world)
    let name = try #require(app.app.policy.allow.first)
    _ = try await world.client(.appRegistry).call(
      AppsUpdate(sid: app.app.sid, policy: Policy(allow: app.app.policy.allow, deny: [name])))
    func issue(_ app: CreatedApp) async throws -> TokenReply {
      try await world.client(.tokenIssuer).call(
        TokensIssue(clientId: app.app.sid, clientSecret: app.secret, scope: name))
    }
    await #expect(throws: ServiceError.self) { try await issue(app) }
    #expect(try await issue(other).scope == name)
  }

  @Test("R12: a policy that was changed decides the very next call and the very next token")
  func policy() async throws {
    let world = try await World()
    let (app, token) = try await makeKnownApp(world)
    let name = try #require(app.app.policy.allow.first)
    let rest = Policy(allow: Array(app.app.policy.allow.dropFirst()), deny: [name])
    _ = try await world.client(.appRegistry).call(AppsUpdate(sid: app.app.sid, policy: rest))
    #expect(try await world.isActive(token))
    let error = await #expect(throws: ServiceError.self) {
      try await world.client(.tokenIssuer).call(
        TokensIssue(clientId: app.app.sid, clientSecret: app.secret, scope: name))
    }
    #expect(error?.code == .invalidScope)
  }

  @Test("R15: an account suspended and resumed takes its apps along, known ones too")
  func suspension() async throws {
    let world = try await World()
    let (app, token) = try await makeKnownApp(world)
    let registry = world.client(.appRegistry)
    _ = try await registry.call(AccountsSuspend(sid: app.app.accountSid))
    #expect(try await world.isActive(token) == false)
    _ = try await registry.call(AccountsResume(sid: app.app.accountSid))
    #expect(try await world.isActive(token))
  }

  @Test("A secret is known only as the client's whose it is")
  func otherClient() async throws {
    let world = try await World()
    let (app, _) = try await makeKnownApp(world)
    let (other, _) = try await makeKnownApp(world)
    await #expect(throws: ServiceError.self) { try await world.issue(app, secret: other.secret?.revealed) }
  }
}
