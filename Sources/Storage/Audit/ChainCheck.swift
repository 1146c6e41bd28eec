import WireProtocol

/// Reads a portion of the chain, some entries at a time, and compares it with itself and with checkpoints.
struct ChainCheck {
  /// Entries of one call, and of one reading.
  static let portion = 50_000
  static let batch = 500
  /// Faults that are told.
  static let longestList = 100

  private var link: ChainLink
  private let expected: [AuditCheckpoint]
  private var entries = 0
  private var faults: [AuditFault] = []
  private var trail = EntryHash.ofNone

  init(_ request: AuditVerify) {
    link = ChainLink(number: request.after ?? 0)
    expected = request.checkpoints ?? []
  }

  func run(in store: Store) async throws -> AuditVerification {
    var check = self
    var isAtEnd = false
    while !isAtEnd, check.entries < Self.portion, check.faults.count < Self.longestList {
      (check, isAtEnd) = try await store.read { [check] transaction in
        var check = check
        let isAtEnd = try check.readBatch(transaction)
        return (check, isAtEnd)
      }
    }
    let last = check.link.hash.map { AuditCheckpoint(number: check.link.number, hash: $0) }
    return AuditVerification(
      trail: check.trail, entries: check.entries, last: check.link.number > 0 ? last : nil,
      faults: Array(check.faults.prefix(Self.longestList)),
      next: isAtEnd || check.faults.count >= Self.longestList ? nil : check.link.number)
  }

  /// - Returns: Whether there is no more.
  private mutating func readBatch(_ transaction: Transaction) throws -> Bool {
    let start = try findLink(transaction)
    let first = link.number
    let rows = try transaction.rows(
      """
      SELECT number, date, account_sid, app_sid, actor, method, outcome, hash, entry FROM audit_entries
      WHERE number > ? ORDER BY number LIMIT ?
      """, first, Self.batch)
    let stored = try rows.map(StoredEntry.init)
    let isAtEnd = stored.count < Self.batch
    if stored.isEmpty, first > 0, first == start { reportNoEntry() }
    let checkpoints = try transaction.auditCheckpoints(
      after: first, upTo: isAtEnd ? .max : stored.last?.number ?? first)
    let seen = Dictionary(
      grouping: checkpoints + expected.filter { $0.number > first && $0.trail ?? trail == trail }, by: \.number)
    for entry in stored {
      if let fault = entry.fault(after: link) { faults.append(fault) }
      for checkpoint in seen[entry.number] ?? []
      where checkpoint.hash != entry.hash && faults.last?.number != entry.number {
        faults.append(AuditFault(number: entry.number, fault: "is not the one that a checkpoint saw: it was replaced"))
      }
      link = entry.link
    }
    entries += stored.count
    if isAtEnd { reportCutEnd(seen.keys.max() ?? 0) }
    return isAtEnd
  }

  private mutating func reportCutEnd(_ last: Int) {
    guard last > link.number else { return }
    faults.append(
      AuditFault(
        number: link.number + 1,
        fault: "is missing, as is what followed up to \(last), which a checkpoint saw: the end was cut off"))
  }

  /// Retention never removes the last entry of all.
  private mutating func reportNoEntry() {
    faults.append(
      AuditFault(number: link.number + 1, fault: "is missing, as is whatever followed: all entries were removed"))
  }

  /// What the batch has to follow. What retention has removed meanwhile is not missed.
  /// - Returns: The last entry that retention has removed; 0 where there is none.
  private mutating func findLink(_ transaction: Transaction) throws -> Int {
    trail = try transaction.auditOrigin().hash
    let start = try transaction.auditStart()
    if start.number >= link.number {
      link = ChainLink(start)
      compare(start)
    } else if link.hash == nil {
      let row = try transaction.row("SELECT number, hash FROM audit_entries WHERE number = ?", link.number)
      guard let row else {
        throw ServiceError(.invalidParams, "after: there is no entry \(link.number); begin without it", path: "after")
      }
      link = ChainLink(try AuditCheckpoint(row))
    }
    return start.number
  }

  /// The entry that the rest follows is no more, but its hash is.
  private mutating func compare(_ start: AuditCheckpoint) {
    guard expected.contains(where: { $0.number == start.number && $0.trail ?? trail == trail && $0.hash != start.hash })
    else { return }
    faults.append(
      AuditFault(number: start.number, fault: "is not the one that a checkpoint saw: what follows it was replaced"))
  }
}
