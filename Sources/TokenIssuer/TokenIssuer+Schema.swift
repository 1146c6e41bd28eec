package import Storage

extension TokenIssuer {
  /// Keys and revocations, in one database of the service.
  ///
  /// `expires` is a time of day; `forget_after` and `seconds` count as ``Storage/Transaction/countElapsedTime(at:)`` does.
  /// Of a revocation that an earlier release wrote nothing is known but that no token lives for more than 30 days.
  package static let schema = Schema(
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
    """,
    """
    CREATE TABLE elapsed_time (seconds INTEGER NOT NULL, uptime INTEGER NOT NULL) STRICT;
    ALTER TABLE revoked_tokens ADD COLUMN forget_after INTEGER NOT NULL DEFAULT 2592000;
    CREATE INDEX revoked_tokens_to_forget ON revoked_tokens (forget_after);
    DROP INDEX revoked_tokens_by_expiry;
    """)
}
