import WireProtocol

extension Transaction {
  /// The last entry of the chain; where there is none, what the first one follows.
  func lastAuditEntry() throws -> AuditCheckpoint {
    try row("SELECT number, hash FROM audit_entries WHERE number > 0 ORDER BY number DESC LIMIT 1").map(
      AuditCheckpoint.init)
      ?? auditOrigin()
  }

  /// Adds an entry to the chain.
  /// - Parameter make: Makes the entry that follows another.
  func appendAuditEntry(_ make: (_ last: AuditCheckpoint) -> AuditEntry) throws {
    let entry = make(try lastAuditEntry())
    let json = try MessageWriter.json(entry)
    try insert(
      into: "audit_entries", [("number", entry.number), ("hash", EntryHash(of: json)), ("entry", json)] + entry.columns)
  }

  /// The page of a list, newest first.
  func auditEntries(_ filter: AuditFilter, _ cursor: PageCursor) throws -> Page<AuditEntry> {
    let selection = filter.selection(after: cursor.rowID, limit: cursor.size + 1)
    let rows = try rows(selection.sql, values: selection.values)
    return try Page(rows: rows, cursor: cursor) { try AuditEntry(stored: $0.value("entry")) }
  }
}

extension AuditCheckpoint {
  /// - Parameter row: Holds `number` and `hash`.
  init(_ row: Row) throws {
    self.init(number: try row.value("number"), hash: try row.value("hash"))
  }
}
