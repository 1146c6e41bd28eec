package import Storage

extension AppRegistry {
  /// Lists are paged by `id`; everything else is found by SID or by a unique name.
  ///
  /// Of apps and API keys, `state` is a ``ClientState``, `allow` and `deny` are space-delimited, and `creator_sid` is
  /// no foreign key: they do not depend on their creator (R6). A main key has neither `allow` nor `deny`.
  /// The tokens of an earlier release's apps go on as they were, with wildcards.
  package static let schema = Schema(
    """
    CREATE TABLE accounts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sid TEXT NOT NULL UNIQUE,
      parent_sid TEXT REFERENCES accounts (sid),
      friendly_name TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('trial', 'full')),
      status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
      date_created INTEGER NOT NULL,
      date_updated INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX accounts_by_parent ON accounts (parent_sid);
    CREATE UNIQUE INDEX accounts_by_name ON accounts (ifnull(parent_sid, ''), friendly_name) WHERE status <> 'closed';

    CREATE TABLE users (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sid TEXT NOT NULL UNIQUE,
      friendly_name TEXT NOT NULL,
      unix_user TEXT,
      date_created INTEGER NOT NULL,
      date_deleted INTEGER
    ) STRICT;
    CREATE INDEX users_living ON users (id) WHERE date_deleted IS NULL;
    CREATE UNIQUE INDEX users_by_name ON users (friendly_name) WHERE date_deleted IS NULL;
    CREATE UNIQUE INDEX users_by_login ON users (unix_user) WHERE date_deleted IS NULL;

    CREATE TABLE roles (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_sid TEXT NOT NULL REFERENCES users (sid),
      account_sid TEXT NOT NULL REFERENCES accounts (sid),
      role TEXT NOT NULL CHECK (role IN ('owner', 'administrator', 'developer', 'support', 'billing_manager')),
      date_created INTEGER NOT NULL,
      UNIQUE (user_sid, account_sid, role)
    ) STRICT;
    CREATE INDEX roles_by_account ON roles (account_sid);

    CREATE TABLE apps (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sid TEXT NOT NULL UNIQUE,
      account_sid TEXT NOT NULL REFERENCES accounts (sid),
      state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'abandoned', 'deleted', 'destroyed')),
      friendly_name TEXT NOT NULL,
      description TEXT NOT NULL,
      region TEXT NOT NULL,
      allow TEXT NOT NULL,
      deny TEXT NOT NULL,
      access_token_ttl INTEGER NOT NULL CHECK (access_token_ttl BETWEEN 60 AND 2592000),
      created_by TEXT NOT NULL,
      creator_sid TEXT,
      date_created INTEGER NOT NULL,
      date_updated INTEGER NOT NULL,
      date_deleted INTEGER
    ) STRICT;
    CREATE INDEX apps_by_account ON apps (account_sid) WHERE state = 'active';
    CREATE UNIQUE INDEX apps_by_name ON apps (account_sid, friendly_name) WHERE state IN ('pending', 'active');
    CREATE INDEX apps_being_created ON apps (date_created) WHERE state = 'pending';
    CREATE INDEX apps_being_removed ON apps (id) WHERE state IN ('abandoned', 'deleted');
    """, Schema.keptReplies, PageSeal.schema,
    """
    CREATE TABLE api_keys (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sid TEXT NOT NULL UNIQUE,
      account_sid TEXT NOT NULL REFERENCES accounts (sid),
      state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'abandoned', 'deleted', 'destroyed')),
      type TEXT NOT NULL CHECK (type IN ('restricted', 'main')),
      friendly_name TEXT NOT NULL,
      allow TEXT,
      deny TEXT,
      created_by TEXT NOT NULL,
      creator_sid TEXT,
      date_created INTEGER NOT NULL,
      date_updated INTEGER NOT NULL,
      date_deleted INTEGER,
      CHECK ((type = 'restricted') = (allow IS NOT NULL) AND (allow IS NULL) = (deny IS NULL))
    ) STRICT;
    CREATE INDEX api_keys_by_account ON api_keys (account_sid) WHERE state = 'active';
    CREATE UNIQUE INDEX api_keys_by_name ON api_keys (account_sid, friendly_name) WHERE state IN ('pending', 'active');
    CREATE INDEX api_keys_being_created ON api_keys (date_created) WHERE state = 'pending';
    CREATE INDEX api_keys_being_removed ON api_keys (id) WHERE state IN ('abandoned', 'deleted');
    """,
    """
    ALTER TABLE apps ADD COLUMN token_endpoint_auth_method TEXT NOT NULL DEFAULT 'client_secret_basic';
    ALTER TABLE apps ADD COLUMN keys TEXT NOT NULL DEFAULT '[]';
    """,
    """
    ALTER TABLE apps ADD COLUMN default_scope TEXT NOT NULL DEFAULT 'wildcards'
      CHECK (default_scope IN ('names', 'wildcards'));
    """, Schema.auditTrail,
    """
    ALTER TABLE apps ADD COLUMN is_disabled INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE apps ADD COLUMN token_epoch INTEGER NOT NULL DEFAULT 0;
    """,
    """
    CREATE TABLE sessions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sid TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('pending', 'open')),
      hash BLOB NOT NULL UNIQUE,
      user_sid TEXT REFERENCES users (sid),
      uid INTEGER NOT NULL,
      login TEXT,
      date_created INTEGER NOT NULL,
      date_used INTEGER NOT NULL,
      date_expires INTEGER NOT NULL,
      date_ends INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sessions_by_user ON sessions (user_sid, state) WHERE user_sid IS NOT NULL;
    CREATE INDEX sessions_by_operator ON sessions (uid, state) WHERE user_sid IS NULL;
    CREATE INDEX sessions_open ON sessions (id) WHERE state = 'open';
    CREATE INDEX sessions_by_end ON sessions (date_ends);
    """, listing("apps"), listing("api_keys"),
    """
    CREATE TABLE unit_bindings (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      unit TEXT NOT NULL UNIQUE,
      app_sid TEXT NOT NULL REFERENCES apps (sid),
      scope TEXT,
      resource TEXT,
      date_created INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX unit_bindings_by_app ON unit_bindings (app_sid);
    """, Schema.auditIndices, Schema.auditIndicesInOrder)

  /// What a table needs to be listed by. `creator` is the SID of a user, or the name of who is none; `folded_name` has
  /// the ASCII letters small; a client is idle since it was used last, or created.
  private static func listing(_ table: String) -> String {
    """
    ALTER TABLE \(table) ADD COLUMN date_last_used INTEGER;
    ALTER TABLE \(table) ADD COLUMN creator TEXT AS (ifnull(creator_sid, created_by)) VIRTUAL;
    ALTER TABLE \(table) ADD COLUMN folded_name TEXT AS (lower(friendly_name)) VIRTUAL;
    ALTER TABLE \(table) ADD COLUMN idle_since INTEGER AS (ifnull(date_last_used, date_created)) VIRTUAL;
    CREATE INDEX \(table)_active ON \(table) (id) WHERE state = 'active';
    CREATE INDEX \(table)_by_creator ON \(table) (creator) WHERE state = 'active';
    CREATE INDEX \(table)_by_folded_name ON \(table) (folded_name, sid) WHERE state = 'active';
    CREATE INDEX \(table)_by_idleness ON \(table) (idle_since, sid) WHERE state = 'active';
    """
  }
}
