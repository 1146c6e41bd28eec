extension Schema {
  /// The tables of a service that keeps an audit trail (R21), to be one of its steps.
  ///
  /// `entry` is what was hashed; the columns beside it are there to find it by, each index in the order of lists
  /// (later steps replace most). The last checkpoint that `is_start` is that of the last entry which retention
  /// has removed. The first one, of no entry, stays: its random hash tells this trail from others.
  package static let auditTrail = """
    CREATE TABLE audit_entries (
      number INTEGER PRIMARY KEY,
      date INTEGER NOT NULL,
      account_sid TEXT,
      app_sid TEXT,
      actor TEXT NOT NULL,
      method TEXT NOT NULL,
      outcome TEXT NOT NULL,
      hash BLOB NOT NULL,
      entry BLOB NOT NULL
    ) STRICT;
    CREATE INDEX audit_entries_by_date ON audit_entries (date);
    CREATE INDEX audit_entries_by_account ON audit_entries (account_sid, date) WHERE account_sid IS NOT NULL;
    CREATE INDEX audit_entries_by_app ON audit_entries (app_sid, date) WHERE app_sid IS NOT NULL;
    CREATE INDEX audit_entries_by_actor ON audit_entries (actor, date);
    CREATE INDEX audit_entries_by_method ON audit_entries (method, date);
    CREATE INDEX audit_entries_by_refusal ON audit_entries (outcome, date) WHERE outcome <> 'ok';
    CREATE TABLE audit_checkpoints (
      number INTEGER PRIMARY KEY,
      hash BLOB NOT NULL,
      date INTEGER NOT NULL,
      is_start INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO audit_checkpoints (number, hash, date, is_start) VALUES (0, randomblob(32), 0, 1);
    """

  /// Fewer indices, since each change pays for all. Who did something, and what was done, is looked for in the index of
  /// the dates, newest first; it has a tenth of the entries' size.
  package static let auditIndices = """
    DROP INDEX audit_entries_by_date;
    DROP INDEX audit_entries_by_actor;
    DROP INDEX audit_entries_by_method;
    CREATE INDEX audit_entries_by_date ON audit_entries (date, number, actor, method);
    """

  /// No index whose order is not that in which entries come: each entry would alter a page of its own, and all of them
  /// are written with the change. An app's entries are looked for in the index of its account, or of the dates.
  package static let auditIndicesInOrder = """
    DROP INDEX audit_entries_by_app;
    DROP INDEX audit_entries_by_account;
    DROP INDEX audit_entries_by_date;
    CREATE INDEX audit_entries_by_account ON audit_entries (account_sid, date, number, app_sid)
      WHERE account_sid IS NOT NULL;
    CREATE INDEX audit_entries_by_date ON audit_entries (date, number, actor, method, app_sid);
    """

  var keepsAuditTrail: Bool { steps.contains(Self.auditTrail) }
}
