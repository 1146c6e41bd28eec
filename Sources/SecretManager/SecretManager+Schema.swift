package import Storage

extension SecretManager {
  /// `hash` is all that is kept of a secret (R14), see ``Pepper``, and is empty once a later one has pushed the secret
  /// out. `pepper` is the one that it was hashed with: the first of all where the row is older than the table of
  /// peppers. Dates are seconds since 1970.
  package static let schema = Schema(
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
    """, Schema.keptReplies,
    """
    CREATE TABLE peppers (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      check_value BLOB NOT NULL UNIQUE
    ) STRICT;
    ALTER TABLE secrets ADD COLUMN pepper INTEGER NOT NULL DEFAULT 1;
    """, PageSeal.schema, Schema.auditTrail,
    """
    ALTER TABLE secrets ADD COLUMN date_last_used INTEGER;
    CREATE INDEX secrets_by_end ON secrets (date_expires, sid)
      WHERE date_expires IS NOT NULL AND date_revoked IS NULL AND hash <> x'';
    """, Schema.auditIndices, Schema.auditIndicesInOrder)
}
