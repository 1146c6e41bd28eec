import RPC
import Storage
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite struct FirstReleaseTests {
  @Test("A database of the first release goes on serving: its keys are listed, its revocations are kept")
  func opens() async throws {
    let world = try await World()
    let first = try world.store(.tokenIssuer, Self.schema)
    #expect(try await first.read { try $0.rows("SELECT kid FROM signing_keys").count } == 1)
    await first.close()

    let keys = try await world.client(.tokenIssuer).call(SigningKeysList()).items
    #expect(keys.map(\.kid) == ["first"] && keys.map(\.algorithm) == ["EdDSA"])
    #expect(keys.map(\.dateCreated) == [Timestamp(secondsSince1970: 1_700_000_000)])
    let revoked: [Timestamp] = try await world.store(.tokenIssuer, TokenIssuer.schema).read { transaction in
      try transaction.rows("SELECT expires FROM revoked_tokens WHERE client_id = ? AND jti = ?", AppSID(low: 10), "AT1")
        .map { try $0.value("expires") }
    }
    #expect(revoked == [Timestamp(secondsSince1970: 1_900_000_000)])
    _ = try await world.issue(world.makeApp())
  }

  @Test("R18: A revocation of the first release is kept for a day longer than any token may live")
  func revocations() async throws {
    let world = try await World()
    try await makeFirst(in: world)
    let app = try await world.makeApp()
    world.clock.set(by: 200_000_000)
    try await world.revoke(world.issue(app), of: app)
    world.clock.advance(by: 2_678_399)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await isKept(in: world))
    world.clock.advance(by: 1)
    try await world.revoke(world.issue(app), of: app)
    #expect(try await !isKept(in: world))
  }

  @Test("A key of the first release verifies twins of signatures for a while, a new key none")
  func twins() async throws {
    let world = try await World()
    try await makeFirst(in: world)
    _ = try await world.issue(world.makeApp())
    let ends: [Int] = try await world.store(.tokenIssuer, TokenIssuer.schema).read { transaction in
      try transaction.rows("SELECT refuses_twins_since FROM signing_keys ORDER BY id").map {
        try $0.value("refuses_twins_since")
      }
    }
    #expect(ends.count == 2 && ends[0] > 1_700_000_000 && ends[1] == 0)
  }

  private func makeFirst(in world: World) async throws {
    let first = try world.store(.tokenIssuer, Self.schema)
    _ = try await first.read { try $0.rows("SELECT kid FROM signing_keys").count }
    await first.close()
  }

  private func isKept(in world: World) async throws -> Bool {
    try await world.store(.tokenIssuer, TokenIssuer.schema).read {
      try $0.row("SELECT jti FROM revoked_tokens WHERE jti = 'AT1'") != nil
    }
  }

  /// The tables and the rows of a database as the first release made it. Not to be edited: every later release opens
  /// it.
  private static let schema = Schema(
    """
    CREATE TABLE signing_keys (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kid TEXT NOT NULL UNIQUE,
      algorithm TEXT NOT NULL,
      sealed BLOB NOT NULL,
      date_created INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE revoked_tokens (
      client_id TEXT NOT NULL,
      jti TEXT NOT NULL,
      expires INTEGER NOT NULL,
      PRIMARY KEY (client_id, jti)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires);
    INSERT INTO signing_keys (kid, algorithm, sealed, date_created) VALUES ('first', 'EdDSA', x'00', 1700000000);
    INSERT INTO revoked_tokens (client_id, jti, expires) VALUES
      ('OQ0000000000000000000000000000000a', 'AT1', 1900000000);
    """)
}
