import Storage
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite struct ElapsedTimeTests {
  @Test("R18: A revocation is forgotten a day after its token has expired, by the clock and by the time that passes")
  func forgotten() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    try await world.revoke(world.issue(app), of: app)
    #expect(try await kept(in: world) == 1)
    world.clock.advance(by: 89_999)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await kept(in: world) == 2)
    world.clock.advance(by: 1)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await kept(in: world) == 2)
  }

  @Test("R18: The time of day alone has no revocation forgotten, nor has the time that passes while it is behind")
  func timeOfDay() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    try await world.revoke(world.issue(app), of: app)
    world.clock.set(by: 100_000)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await kept(in: world) == 2)
    world.clock.set(by: -200_000)
    world.clock.advance(by: 95_000)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await kept(in: world) == 3)
  }

  @Test("R18: After a boot the time counts on, without that for which the host was off")
  func boots() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    try await world.revoke(world.issue(app), of: app)
    for uptime in [24_000, 22_000, 21_000, 20_000] {
      world.clock.set(by: 100_000)
      world.clock.boot(upFor: uptime)
      try await world.start(.tokenIssuer)
      try await world.revoke(world.issue(app), of: app)
    }
    #expect(try await kept(in: world) == 5)
    world.clock.boot(upFor: 18_000)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await kept(in: world) == 5)
  }

  @Test("R16: However many revocations are to be forgotten, the next one takes a moment")
  func portions() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    try await world.revoke(world.issue(app), of: app)
    try await world.store(.tokenIssuer, TokenIssuer.schema).change(.noApp) { transaction in
      try transaction.run(
        """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2499)
        INSERT INTO revoked_tokens SELECT client_id, jti || n, expires, forget_after FROM revoked_tokens, numbers
        """)
    }
    world.clock.advance(by: 100_000)
    for left in [1501, 502, 3] {
      try await world.revoke(world.issue(app), of: app)
      #expect(try await kept(in: world) == left)
    }
  }

  private func kept(in world: World) async throws -> Int {
    try await world.store(.tokenIssuer, TokenIssuer.schema).read { try $0.rows("SELECT jti FROM revoked_tokens").count }
  }
}
