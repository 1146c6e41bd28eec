package import Storage

extension TokenIssuer {
  /// Keys, revocations and used assertions, in one database of the service.
  ///
  /// `expires` is a time of day; `forget_after` and `seconds` count as ``Storage/Transaction/countElapsedTime(at:)``
  /// does. Of a revocation that an earlier release wrote it is known only that no token lives for more than 30 days. An
  /// earlier release's keys may have made twins of signatures (see ``JOSE/VerificationKey/refusesTwinsSince``); its
  /// instances may go on for a day beside those of this one.
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
    ALTER TABLE signing_keys ADD COLUMN refuses_twins_since INTEGER NOT NULL DEFAULT 0;
    UPDATE signing_keys SET refuses_twins_since = unixepoch() + 86400;
    """, PageSeal.schema,
    """
    ALTER TABLE signing_keys ADD COLUMN remainder TEXT NOT NULL DEFAULT 'whole';
    ALTER TABLE signing_keys ADD COLUMN signs_from INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE signing_keys ADD COLUMN signs_until INTEGER;
    ALTER TABLE signing_keys ADD COLUMN verifies_until INTEGER;
    UPDATE signing_keys SET signs_from = date_created;
    """, Schema.keptReplies, UsedAssertions.schema, Schema.auditTrail, Schema.auditIndices,
    Schema.auditIndicesInOrder)
}
