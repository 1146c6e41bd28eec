import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct FirstReleaseTests {
  @Test("A database of the first release goes on serving: its secrets work, rotate and are revoked")
  func opens() async throws {
    let vault = try Vault()
    let first = Store(path: vault.path, service: .secretManager, schema: Self.schema)
    #expect(try await first.read { try $0.rows("SELECT sid FROM secrets").count } == 2)
    await first.close()

    let client = try #require(ClientID("OQ0000000000000000000000000000000a"))
    let registry = try vault.instance().about(client)
    let secret = Sensitive(String(repeating: "A", count: 64))
    let (revoked, active) = (SecretSID(low: 10), SecretSID(low: 11))
    #expect(try await registry.verify(secret).secretSid == active)
    #expect(try await registry.list().items.map(\.status) == [.active, .revoked])
    #expect(try await registry.get(revoked).dateRevoked == Timestamp(secondsSince1970: 1_799_999_999))
    let issued = try await registry.rotate()
    #expect(issued.previous?.sid == active)
    #expect(try await registry.works(issued))
    #expect(try await registry.revoke(active).status == .revoked)
  }

  /// The tables and the rows of a database as the first release made it. Not to be edited: every later release opens
  /// it.
  private static let schema = Schema(
    """
    CREATE TABLE secrets (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sid TEXT NOT NULL UNIQUE,
      client_id TEXT NOT NULL,
      hash BLOB NOT NULL,
      date_created INTEGER NOT NULL,
      date_expires INTEGER,
      date_revoked INTEGER
    ) STRICT;
    CREATE INDEX secrets_by_client ON secrets (client_id, id);
    INSERT INTO secrets (sid, client_id, hash, date_created, date_expires, date_revoked) VALUES
      ('CS0000000000000000000000000000000a', 'OQ0000000000000000000000000000000a', x'00', 1700000000, 1700086400,
        1799999999),
      ('CS0000000000000000000000000000000b', 'OQ0000000000000000000000000000000a',
        x'a5e861179d130e6bbf6e64d425bf716798d2c4bdca91bbc4f5a28a3a177593be', 1700000001, NULL, NULL);
    """)
}
