import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

@Suite struct UsedAssertionTests {
  /// A million assertions are 2,000 minutes.
  private static let minutes = LongRun.assertions.asked(or: 4)
  private static let perMinute = 500

  /// An app with a key of its own.
  private func makeApp(_ world: World, _ pair: ClientKeyPair) async throws -> AppSID {
    let registry = world.client(.appRegistry)
    let account = try await registry.call(
      AccountsCreate(friendlyName: try FriendlyName("Acme \(UInt32.random(in: 0 ... .max))")))
    return try await registry.call(
      AppsCreate(
        accountSid: account.sid, friendlyName: try FriendlyName("Keyed"), policy: .example,
        tokenEndpointAuthMethod: .privateKeyJWT, jwks: PublicJWKSet(keys: [pair.jwk()]))
    ).app.sid
  }

  private func rows(_ world: World, of table: String = "used_assertions") async throws -> Int {
    try await world.store(.tokenIssuer, TokenIssuer.schema).read {
      try $0.row("SELECT count(*) AS count FROM \(table)")?.value("count") ?? 0
    }
  }

  private func refusal(_ client: Client, _ assertion: Sensitive) async throws -> ErrorCode? {
    do {
      _ = try await client.call(TokensIssue(assertion))
      return nil
    } catch let error as ServiceError { return error.code }
  }

  @Test("A jti that was used through one instance is refused by every other, and after a restart")
  func instances() async throws {
    let world = try await World()
    let pair = try ClientKeyPair()
    let app = try await makeApp(world, pair)
    let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
    let assertion = try pair.assertion(of: app, at: world.clock.now)
    #expect(try await refusal(world.client(.tokenIssuer), assertion) == nil)
    #expect(try await refusal(other, assertion) == .invalidClient)
    try await world.start(.tokenIssuer)
    #expect(try await refusal(world.client(.tokenIssuer), assertion) == .invalidClient)
  }

  @Test("Of many requests with one assertion, through two instances at once, one gets a token")
  func race() async throws {
    let world = try await World()
    let pair = try ClientKeyPair()
    let app = try await makeApp(world, pair)
    let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
    let assertion = try pair.assertion(of: app, at: world.clock.now)
    let issued = try await withThrowingTaskGroup { group in
      for number in 0..<20 {
        let client = number.isMultiple(of: 2) ? other : world.client(.tokenIssuer)
        group.addTask { try await self.refusal(client, assertion) == nil }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(issued == 1)
  }

  @Test("The jti of one client is no other's")
  func otherClient() async throws {
    let world = try await World()
    let pair = try ClientKeyPair()
    for _ in 1...2 {
      let app = try await makeApp(world, pair)
      let assertion = try pair.assertion(of: app, at: world.clock.now, ["jti": #""one""#])
      #expect(try await refusal(world.client(.tokenIssuer), assertion) == nil)
    }
  }

  @Test("An assertion that is refused before it is known to be the client's leaves nothing behind")
  func strangers() async throws {
    let world = try await World()
    let pair = try ClientKeyPair()
    let app = try await makeApp(world, pair)
    let stranger = try ClientKeyPair().assertion(of: app, at: world.clock.now)
    let expired = try pair.assertion(of: app, at: world.clock.now, ["exp": "7"])
    for assertion in [stranger, expired] {
      #expect(try await refusal(world.client(.tokenIssuer), assertion) == .invalidClient)
    }
    #expect(try await rows(world) == 0)
    #expect(try await rows(world, of: "elapsed_time") == 0)
  }

  @Test("R18: A use is forgotten once its assertion is expired and as much time has passed as it could live")
  func forgotten() async throws {
    let world = try await World()
    let pair = try ClientKeyPair()
    let app = try await makeApp(world, pair)
    let old = try pair.assertion(of: app, at: world.clock.now)
    func use() async throws {
      let assertion = try pair.assertion(of: app, at: world.clock.now)
      #expect(try await refusal(world.client(.tokenIssuer), assertion) == nil)
    }
    #expect(try await refusal(world.client(.tokenIssuer), old) == nil)
    world.clock.advance(by: 59)
    try await use()
    #expect(try await rows(world) == 2)
    // A time of day that is ahead for a while does not make the old one good again.
    world.clock.set(by: 100_000)
    try await use()
    world.clock.set(by: -100_000)
    #expect(try await rows(world) == 3)
    #expect(try await refusal(world.client(.tokenIssuer), old) == .invalidClient)
    world.clock.advance(by: 1)
    try await use()
    #expect(try await rows(world) == 3)
  }

  @Test("However many assertions come, no more of them are kept than are unexpired")
  func bounded() async throws {
    let world = try await World()
    let store = try world.store(.tokenIssuer, TokenIssuer.schema)
    let used = UsedAssertions(store: store, clock: world.clock.clock, uptime: world.clock.uptime)
    let client = AppSID.random()
    let call = Call(peer: .root, deadline: .now + .seconds(60))
    func use(_ id: String) -> AssertionUse {
      AssertionUse(client: client, id: id, expirationTime: (world.clock.now + 60).secondsSince1970)
    }
    for minute in 1...Self.minutes {
      let outcomes = try await withThrowingTaskGroup { group in
        for number in 0..<Self.perMinute {
          let use = use("\(minute) \(number)")
          group.addTask { try await used.ask(use, within: call) }
        }
        return try await group.reduce(into: Set<UsedAssertions.Outcome>()) { $0.insert($1) }
      }
      #expect(outcomes == [.first])
      #expect(try await rows(world) == Self.perMinute)
      world.clock.advance(by: 60)
    }
    _ = try await used.ask(use("last"), within: call)
    #expect(try await rows(world) == 1)
    #expect(try await rows(world, of: "used_assertion_counts") == 1)
  }

  @Test("Beyond 10,000 unexpired assertions a client is told to wait; others are not, and expiry lets it go on")
  func limit() async throws {
    let world = try await World()
    let pair = try ClientKeyPair()
    let apps = [try await makeApp(world, pair), try await makeApp(world, pair)]
    let expires = (world.clock.now + 60).secondsSince1970
    try await world.store(.tokenIssuer, TokenIssuer.schema).change(.noApp) { transaction in
      try transaction.run(
        """
        WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 9999)
        INSERT INTO used_assertions (client_id, jti, expires, forget_after)
          SELECT ?, CAST(number AS BLOB), ?, 60 FROM numbers
        """, apps[0], expires)
    }
    func issue(_ app: AppSID) async throws -> ErrorCode? {
      try await refusal(world.client(.tokenIssuer), pair.assertion(of: app, at: world.clock.now))
    }
    #expect(try await issue(apps[0]) == nil)
    #expect(try await issue(apps[0]) == .tooManyRequests)
    #expect(try await issue(apps[1]) == nil)
    world.clock.advance(by: 60)
    #expect(try await issue(apps[0]) == nil)
    for _ in 0..<10 { #expect(try await issue(apps[1]) == nil) }
    #expect(try await rows(world) == 11)
  }

  @Test("Without the database no assertion is taken on trust")
  func outage() async throws {
    let world = try await World()
    let store = try world.store(.tokenIssuer, TokenIssuer.schema)
    await store.close()
    let used = UsedAssertions(store: store, clock: world.clock.clock, uptime: world.clock.uptime)
    let use = AssertionUse(client: .random(), id: "a", expirationTime: (world.clock.now + 60).secondsSince1970)
    await #expect(throws: ServiceError.self) {
      try await used.ask(use, within: Call(peer: .root, deadline: .now + .seconds(60)))
    }
  }
}
