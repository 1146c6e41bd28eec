import JOSE
import RPC
import Storage
import WireProtocol

/// What tells a use of an assertion from every other (RFC 7519 section 4.1.7): the client and its `jti`.
struct AssertionUse: Equatable, Sendable {
  let client: AppSID
  let id: Digest256
  /// Seconds since 1970, as is the time of issue, where the client tells it.
  let expirationTime: Int
  let issuedAt: Int?

  init(client: AppSID, id: String, expirationTime: Int, issuedAt: Int? = nil) {
    self.client = client
    self.id = Digest256(Sensitive(id))
    self.expirationTime = expirationTime
    self.issuedAt = issuedAt
  }
}

/// Sees to it that an assertion is used once (RFC 7523 section 3), at whatever instance. To ask is to use it.
///
/// A use is forgotten when the assertion has expired by the time of day and, besides, as much time has passed by a
/// clock that only goes forward as the assertion could have lived: see ``Revocations``.
final class UsedAssertions: Source {
  enum Outcome { case first, again, tooMany }

  /// Unexpired ones of a client at the most.
  static let limit = 10_000
  /// Old uses that are forgotten with each new one: more than one, so that they do not pile up, and no more than take a
  /// moment.
  private static let forgottenAtOnce = 1000

  private let store: Store
  private let clock: WallClock
  private let uptime: UptimeClock

  init(store: Store, clock: @escaping WallClock, uptime: @escaping UptimeClock) {
    self.store = store
    self.clock = clock
    self.uptime = uptime
  }

  func known(_ use: AssertionUse) -> Outcome? { nil }

  func ask(_ use: AssertionUse, within call: Call) async throws -> Outcome {
    let now = clock()
    let uptime = uptime()
    let begin = min(use.issuedAt ?? now.secondsSince1970, now.secondsSince1970)
    let life = min(use.expirationTime - begin, ClientAssertion.longestLifetime)
    // What has been found does not fail the change: what was forgotten stays so.
    return try await Call.step {
      try await store.change(.noApp) { transaction in
        let elapsed = try transaction.countElapsedTime(at: uptime)
        try transaction.forgetAssertions(elapsed, now, limit: Self.forgottenAtOnce)
        guard try transaction.usedAssertions(of: use.client) < Self.limit else { return .tooMany }
        let isFirst = try transaction.insert(use, forgetAfter: elapsed + life)
        return isFirst ? .first : .again
      }
    }
  }
}

extension UsedAssertions {
  /// A step of the service's schema. How many each client has is counted by the database itself.
  static let schema = """
    CREATE TABLE used_assertions (
      client_id TEXT NOT NULL,
      jti BLOB NOT NULL,
      expires INTEGER NOT NULL,
      forget_after INTEGER NOT NULL,
      PRIMARY KEY (client_id, jti)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX used_assertions_to_forget ON used_assertions (forget_after, expires);
    CREATE TABLE used_assertion_counts (client_id TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TRIGGER used_assertion_added AFTER INSERT ON used_assertions BEGIN
      INSERT INTO used_assertion_counts (client_id, count) VALUES (NEW.client_id, 1)
        ON CONFLICT (client_id) DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER used_assertion_removed AFTER DELETE ON used_assertions BEGIN
      UPDATE used_assertion_counts SET count = count - 1 WHERE client_id = OLD.client_id;
      DELETE FROM used_assertion_counts WHERE client_id = OLD.client_id AND count = 0;
    END;
    """
}

extension Transaction {
  fileprivate func usedAssertions(of client: AppSID) throws -> Int {
    try row("SELECT count FROM used_assertion_counts WHERE client_id = ?", client)?.value("count") ?? 0
  }

  fileprivate func forgetAssertions(_ elapsed: Int, _ now: Timestamp, limit: Int) throws {
    try run(
      """
      DELETE FROM used_assertions WHERE (client_id, jti) IN (
        SELECT client_id, jti FROM used_assertions WHERE forget_after <= ? AND expires <= ? LIMIT ?)
      """, elapsed, now, limit)
  }

  /// - Returns: Whether it was not used before.
  fileprivate func insert(_ use: AssertionUse, forgetAfter: Int) throws -> Bool {
    try run(
      "INSERT OR IGNORE INTO used_assertions (client_id, jti, expires, forget_after) VALUES (?, ?, ?, ?)", use.client,
      use.id.bytes, Timestamp(secondsSince1970: use.expirationTime), forgetAfter) > 0
  }
}
