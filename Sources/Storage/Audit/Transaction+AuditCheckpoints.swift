import WireProtocol

extension Transaction {
  /// Sets a checkpoint at the last entry.
  /// - Returns: `nil` where there is one already.
  func setAuditCheckpoint(at now: Timestamp) throws -> AuditCheckpoint? {
    guard let last = try uncheckedAuditEntry() else { return nil }
    return try insert(last, at: now, isStart: false)
  }

  /// What the first entry ever follows.
  func auditOrigin() throws -> AuditCheckpoint {
    guard let row = try row("SELECT number, hash FROM audit_checkpoints WHERE number = 0") else {
      throw ColumnError(column: "hash", expected: "origin of the audit trail")
    }
    return try AuditCheckpoint(row)
  }

  /// The last entry, if there is no checkpoint at it yet.
  func uncheckedAuditEntry() throws -> AuditCheckpoint? {
    let last = try lastAuditEntry()
    let isChecked = try row("SELECT 1 FROM audit_checkpoints WHERE number >= ?", last.number) != nil
    return isChecked ? nil : last
  }

  /// Removes the oldest entries as far as they are from before a moment, but never the last of all. The checkpoint that
  /// stays in their place is what the rest follows.
  /// - Returns: That checkpoint; `nil` where there was nothing to remove.
  func removeAuditEntries(before moment: Timestamp, limit: Int, at now: Timestamp) throws -> AuditCheckpoint? {
    guard let last = try oldAuditEntries(before: moment, limit: limit, at: now).last else { return nil }
    try run("DELETE FROM audit_entries WHERE number <= ?", last.number)
    try run("DELETE FROM audit_checkpoints WHERE number <= ? AND number > 0", last.number)
    return try insert(last, at: now, isStart: true)
  }

  /// The oldest entries, as far as they are from before a moment, without the last of all. Those among them whose time
  /// is still to come were written while the clock was ahead, and go with what is older than the moment after them.
  func oldAuditEntries(before moment: Timestamp, limit: Int, at now: Timestamp) throws -> [AuditCheckpoint] {
    // A sign before a column keeps its index out of use: what is looked for is at the beginning of the trail.
    try rows(
      """
      SELECT number, hash FROM audit_entries
      WHERE +date < ?1 AND number < min(
        (SELECT max(number) FROM audit_entries),
        ifnull(
          (SELECT number FROM audit_entries WHERE +date BETWEEN ?1 AND ?2 ORDER BY number LIMIT 1),
          \(Int64.max)))
      ORDER BY number LIMIT ?3
      """, moment, now, limit
    ).map(AuditCheckpoint.init)
  }

  /// What the first entry follows.
  func auditStart() throws -> AuditCheckpoint {
    try row("SELECT number, hash FROM audit_checkpoints WHERE is_start = 1 ORDER BY number DESC LIMIT 1").map(
      AuditCheckpoint.init) ?? auditOrigin()
  }

  /// The checkpoints from one number to another.
  func auditCheckpoints(after first: Int, upTo last: Int) throws -> [AuditCheckpoint] {
    try rows(
      "SELECT number, hash FROM audit_checkpoints WHERE number > ? AND number <= ? ORDER BY number", first, last
    ).map(AuditCheckpoint.init)
  }

  /// - Returns: The checkpoint as others are told of it.
  private func insert(_ checkpoint: AuditCheckpoint, at now: Timestamp, isStart: Bool) throws -> AuditCheckpoint {
    try insert(
      into: "audit_checkpoints",
      [
        ("number", checkpoint.number), ("hash", checkpoint.hash), ("date", now), ("is_start", isStart ? 1 : 0),
      ])
    return AuditCheckpoint(number: checkpoint.number, hash: checkpoint.hash, trail: try auditOrigin().hash)
  }
}
