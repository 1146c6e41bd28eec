import RPC
import Storage
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite struct LastUseTests {
  private let telling = ["clients.note_uses", "secrets.note_uses"]

  private func issue(_ app: CreatedApp, by issuer: ObservedIssuer, secret: Sensitive? = nil) async throws -> Sensitive {
    try await issuer.client.call(TokensIssue(clientId: app.app.sid, clientSecret: secret ?? app.secret)).accessToken
  }

  private func lastUse(_ app: CreatedApp, _ world: World) async throws -> Timestamp? {
    try await world.client(.appRegistry).call(AppsGet(sid: app.app.sid)).dateLastUsed
  }

  /// The whole minute that it is now, or when the app was created if that is in it.
  private func minute(_ world: World, since created: Timestamp) -> Timestamp {
    max(created, Timestamp(secondsSince1970: world.clock.now.secondsSince1970 / 60 * 60))
  }

  @Test("A use is told once for all of its minute, and not told again")
  func oncePerMinute() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuer = try ObservedIssuer(world)
    try await issuer.issuer.tellUses()
    #expect(issuer.asked == [])
    for _ in 1...5 { _ = try await issue(app, by: issuer) }
    let asked = issuer.asked
    try await issuer.issuer.tellUses()
    #expect(issuer.asked == (asked + telling).sorted())
    #expect(try await lastUse(app, world) == minute(world, since: app.app.dateCreated))
    _ = try await issue(app, by: issuer)
    try await issuer.issuer.tellUses()
    #expect(issuer.asked.count == asked.count + 2)
    world.clock.advance(by: 3600)
    _ = try await issue(app, by: issuer)
    try await issuer.issuer.tellUses()
    #expect(issuer.asked.count == asked.count + 4)
    #expect(try await lastUse(app, world) == minute(world, since: app.app.dateCreated))
  }

  @Test("A token that is checked and active is a use of its app, not of the secret that it was issued with")
  func byToken() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let token = try await world.issue(app)
    let issuer = try ObservedIssuer(world)
    for question in [1, 2] {
      world.clock.advance(by: 300)
      _ = try await issuer.client.call(TokensIntrospect(token: Sensitive(token)))
      try await issuer.issuer.tellUses()
      #expect(try await lastUse(app, world) == minute(world, since: app.app.dateCreated), "\(question)")
    }
    #expect(!issuer.asked.contains("secrets.note_uses"))
    let secrets = try await world.client(.appRegistry).call(AppsListSecrets(sid: app.app.sid)).items
    #expect(secrets.map(\.dateLastUsed) == [nil])
  }

  @Test("A wrong secret, an unknown client and a token that is not active are no use of anything")
  func failures() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let key = try await world.makeKey()
    let token = try await world.issue(app)
    let issuer = try ObservedIssuer(world)
    _ = try? await issue(app, by: issuer, secret: Sensitive("wrong"))
    _ = try? await KeyDecision(issuer, key, secret: app.secret)
    _ = try? await issuer.client.call(TokensIssue(clientId: .random(), clientSecret: app.secret))
    world.clock.advance(by: 3600)
    _ = try await issuer.client.call(TokensIntrospect(token: Sensitive(token)))
    try await issuer.issuer.tellUses()
    #expect(issuer.asked.filter(telling.contains) == [])
    #expect(try await lastUse(app, world) == nil)
  }

  @Test("R13: authorizing by an API key is a use of the key and of its secret")
  func byKey() async throws {
    let world = try await World()
    let key = try await world.makeKey()
    let issuer = try ObservedIssuer(world)
    world.clock.advance(by: 600)
    #expect(try await KeyDecision(issuer, key) == .allowed)
    try await issuer.issuer.tellUses()
    let used = minute(world, since: key.apiKey.dateCreated)
    #expect(try await world.client(.appRegistry).call(APIKeysGet(sid: key.apiKey.sid)).dateLastUsed == used)
    let secrets = try await world.client(.secretManager, from: .service(.appRegistry)).call(
      SecretsList(clientId: .apiKey(key.apiKey.sid)))
    #expect(secrets.items.map(\.dateLastUsed) == [used])
  }

  @Test("Of several instances the one that saw the last use is right, whichever tells last")
  func instances() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuers = [try ObservedIssuer(world), try ObservedIssuer(world)]
    world.clock.advance(by: 600)
    _ = try await issue(app, by: issuers[0])
    world.clock.advance(by: 600)
    _ = try await issue(app, by: issuers[1])
    let latest = minute(world, since: app.app.dateCreated)
    for issuer in issuers.reversed() { try await issuer.issuer.tellUses() }
    #expect(try await lastUse(app, world) == latest)
    let secrets = try await world.client(.appRegistry).call(AppsListSecrets(sid: app.app.sid)).items
    #expect(secrets.map(\.dateLastUsed) == [latest])
  }

  @Test("What a service could not be told it is told the next time, also of a client that was forgotten meanwhile")
  func outage() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuer = try world.issuerService()
    let client = Client(InProcessTransport(Dispatcher(issuer.routes), from: .root))
    let issue = TokensIssue(clientId: app.app.sid, clientSecret: app.secret)
    _ = try await client.call(issue)
    let used = minute(world, since: app.app.dateCreated)
    try await world.stop(.secretManager)
    await #expect(throws: ServiceError.self) { try await issuer.tellUses() }
    try await world.start(.secretManager)
    _ = try await world.client(.appRegistry).call(
      AppsUpdate(sid: app.app.sid, description: try AppDescription("changed")))
    world.clock.advance(by: 120)
    _ = try? await client.call(TokensIssue(clientId: app.app.sid, clientSecret: Sensitive("wrong")))
    try await issuer.tellUses()
    #expect(try await lastUse(app, world) == used)
    let secrets = try await world.client(.appRegistry).call(AppsListSecrets(sid: app.app.sid)).items
    #expect(secrets.map(\.dateLastUsed) == [used])
  }

  @Test("A use that was noted while the clock was ahead gives way to the next one, whichever instance sees it")
  func clockAhead() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuers = [try ObservedIssuer(world), try ObservedIssuer(world)]
    for issuer in issuers {
      world.clock.set(by: 1_000_000)
      _ = try await issue(app, by: issuers[0])
      try await issuers[0].issuer.tellUses()
      world.clock.set(by: -1_000_000)
      world.clock.advance(by: 120)
      _ = try await issue(app, by: issuer)
      try await issuer.issuer.tellUses()
      let latest = minute(world, since: app.app.dateCreated)
      #expect(try await lastUse(app, world) == latest)
      let secrets = try await world.client(.appRegistry).call(AppsListSecrets(sid: app.app.sid)).items
      #expect(secrets.map(\.dateLastUsed) == [latest])
    }
  }

  @Test("Telling is no change: it calls no kept answer into question, and no trail tells of it")
  func noChange() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuer = try ObservedIssuer(world)
    _ = try await issue(app, by: issuer)
    let watches = [ServiceName.appRegistry, .secretManager].map { ChangeWatch(path: world.changePage(of: $0)) }
    let before = watches.map { $0.version(of: .app(app.app.sid)) }
    try await issuer.issuer.tellUses()
    #expect(before.allSatisfy { $0 != nil })
    #expect(watches.map { $0.version(of: .app(app.app.sid)) } == before)
    let asked = issuer.asked.count
    _ = try await issue(app, by: issuer)
    #expect(issuer.asked.count == asked)
    #expect(try await world.client(.appRegistry).call(AppsGet(sid: app.app.sid)).dateUpdated == app.app.dateUpdated)
    for service in [ServiceName.appRegistry, .secretManager] {
      let entries = try await world.client(service).call(AuditList()).items
      #expect(!entries.contains { $0.method.hasSuffix("note_uses") })
    }
  }

  @Test("A client that was deleted stays deleted when its use is told")
  func deleted() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuer = try ObservedIssuer(world)
    _ = try await issue(app, by: issuer)
    _ = try await world.client(.appRegistry).call(AppsDelete(sid: app.app.sid))
    try await issuer.issuer.tellUses()
    await #expect(throws: ServiceError.self) { try await lastUse(app, world) }
  }

  @Test("Only the issuer tells of uses")
  func callers() async throws {
    let world = try await World()
    let use = NotedUse(clientId: .sample, dateLastUsed: world.clock.now)
    for peer in [Peer.root, .person("ada"), .service(.gateway), .service(.appRegistry)] {
      for attempt in [
        { _ = try await world.client(.appRegistry, from: peer).call(ClientsNoteUses(uses: [use])) },
        { _ = try await world.client(.secretManager, from: peer).call(SecretsNoteUses(uses: [use])) },
      ] as [() async throws -> Void] {
        let error = await #expect(throws: ServiceError.self) { try await attempt() }
        #expect(error?.code == .accessDenied)
      }
    }
  }
}
