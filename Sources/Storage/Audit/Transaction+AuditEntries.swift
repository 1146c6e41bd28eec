import WireProtocol

extension Transaction {
  /// The last entry of the chain; where there is none, what the first one follows.
  func lastAuditEntry() throws -> AuditCheckpoint {
    if let last = chainEnd?.last { return last }
    let row = try row("SELECT number, hash FROM audit_entries WHERE number > 0 ORDER BY number DESC LIMIT 1")
    return try row.map(AuditCheckpoint.init) ?? auditOrigin()
  }

  /// Adds an entry to the chain.
  /// - Parameter make: Makes the entry that follows another.
  func appendAuditEntry(_ make: (_ last: AuditCheckpoint) -> AuditEntry) throws {
    let entry = make(try lastAuditEntry())
    let json = entry.json
    let hash = EntryHash(of: json)
    try run(Self.appendingEntry, values: [entry.number, hash, json] + entry.columnValues)
    chainEnd?.last = AuditCheckpoint(number: entry.number, hash: hash)
  }

  private static let appendingEntry =
    "INSERT INTO audit_entries (number, hash, entry, \(AuditEntry.columns.joined(separator: ", "))) "
    + "VALUES (?, ?, ?\(String(repeating: ", ?", count: AuditEntry.columns.count)))"

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
