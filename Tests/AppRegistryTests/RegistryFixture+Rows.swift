import Storage
import WireProtocol

extension RegistryFixture {
  /// Adds apps as rows, named `app 1` and so on: thousands at a time.
  func fill(_ account: Account, with count: Int, state: String = "active") async throws {
    try await store.change(.noApp) { transaction in
      try transaction.run(
        """
          WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1)
          INSERT INTO apps (sid, account_sid, state, friendly_name, description, region, allow, deny, access_token_ttl,
            created_by, date_created, date_updated, date_deleted)
          SELECT 'OQ' || lower(hex(randomblob(16))), ?2, ?3, 'app ' || n, '', 'us1', '/twilio/messaging/messages/list',
            '', 3600, 'root', 0, 0, iif(?3 = 'active', NULL, 0) FROM numbers
        """, count, account.sid, state)
    }
  }
}
