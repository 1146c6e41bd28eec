package import Storage

extension SecretManager {
  /// `hash` is all that is kept of a secret (R14), see ``Pepper``, and is empty once a later one has pushed the secret
  /// out. Dates are seconds since 1970.
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
    """, PageSeal.schema)
}
