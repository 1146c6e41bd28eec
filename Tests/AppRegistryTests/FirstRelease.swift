import Storage

/// A database as the first release made it and left it behind. Not to be edited: every later release opens it.
enum FirstRelease {
  static let schema = Schema(tables + rows)

  private static let rows = """
    INSERT INTO accounts (sid, parent_sid, friendly_name, type, status, date_created, date_updated) VALUES
      ('AC0000000000000000000000000000000a', NULL, 'Acme', 'full', 'active', 1700000000, 1700000001),
      ('AC0000000000000000000000000000000b', 'AC0000000000000000000000000000000a', 'Branch', 'trial', 'active',
        1700000002, 1700000002);
    INSERT INTO users (sid, friendly_name, unix_user, date_created, date_deleted) VALUES
      ('US0000000000000000000000000000000a', 'Ada', 'ada', 1700000003, NULL),
      ('US0000000000000000000000000000000b', 'Bob', 'bob', 1700000003, 1700000009);
    INSERT INTO roles (user_sid, account_sid, role, date_created) VALUES
      ('US0000000000000000000000000000000a', 'AC0000000000000000000000000000000a', 'developer', 1700000004);
    INSERT INTO apps (sid, account_sid, state, friendly_name, description, region, allow, deny, access_token_ttl,
      created_by, creator_sid, date_created, date_updated, date_deleted) VALUES
      ('OQ0000000000000000000000000000000a', 'AC0000000000000000000000000000000a', 'active', 'Billing',
        'Sends invoices', 'us1', '/twilio/messaging/messages/list /twilio/messaging/messages/read',
        '/twilio/messaging/messages/create', 60, 'Ada',
        'US0000000000000000000000000000000a', 1700000005, 1700000006, NULL),
      ('OQ0000000000000000000000000000000b', 'AC0000000000000000000000000000000a', 'destroyed', 'Old', '', 'us1',
        '/twilio/messaging/messages/list', '', 3600, 'root', NULL, 1700000005, 1700000007, 1700000007),
      ('OQ0000000000000000000000000000000c', 'AC0000000000000000000000000000000a', 'pending', 'Half made', '', 'us1',
        '/twilio/messaging/messages/list', '', 3600, 'root', NULL, 1700000008, 1700000008, NULL);
    """

  private static let tables = """
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
    """
}
