package import RPC
package import WireProtocol

extension Store {
  /// Entries that one transaction removes, and transactions of one turn: a clock that is wrong for a minute does not
  /// cost the whole trail.
  private static let removedAtOnce = 1000
  private static let removals = 10

  /// Counts the request if it is a change that was refused.
  package func note(_ completion: Completion) {
    trail?.count(completion)
  }

  /// Writes the refusals of late, removes entries that are too old and sets a checkpoint. To be run every minute;
  /// several instances may do so at a time.
  /// - Parameter isLast: Whether all refusals are to be written.
  package func keepAuditTrail(isLast: Bool = false) async throws {
    guard let trail else { return }
    try await writeRefusals(of: trail, isLast: isLast)
    try await removeOldEntries(trail.settings)
    guard try await read({ try $0.uncheckedAuditEntry() }) != nil else { return }
    let checkpoint = try await queue.perform { try $0.setAuditCheckpoint(at: trail.settings.clock()) }
    if let checkpoint { trail.settings.announce(checkpoint) }
  }

  private func writeRefusals(of trail: AuditTrail, isLast: Bool) async throws {
    let sums = await trail.dueRefusals(isLast: isLast)
    guard !sums.isEmpty else { return }
    do {
      try await queue.perform { transaction in
        for sum in sums { try transaction.appendAuditEntry { sum.entry(after: $0, of: trail.service) } }
      }
    } catch {
      trail.putBack(sums)
      throw error
    }
  }

  private func removeOldEntries(_ settings: AuditSettings) async throws {
    let now = settings.clock()
    let oldest = now + -settings.retention.value * 86_400
    var start: AuditCheckpoint?
    for _ in 1...Self.removals {
      let old = try await read { try $0.oldAuditEntries(before: oldest, limit: 1, at: now) }
      guard !old.isEmpty else { break }
      let removed = try await queue.perform {
        try $0.removeAuditEntries(before: oldest, limit: Self.removedAtOnce, at: now)
      }
      guard let removed else { break }
      start = removed
    }
    if let start { settings.announce(start) }
  }

  /// A page of the audit trail, the newest entries first.
  package func auditEntries(_ request: AuditList) async throws -> Page<AuditEntry> {
    let filter = try AuditFilter(request)
    return try await read { try $0.auditEntries(filter, request) }
  }
}

extension Transaction {
  /// - Throws: `invalid_params` for a page token of another list.
  package func auditEntries(_ filter: AuditFilter, _ request: AuditList) throws -> Page<AuditEntry> {
    let cursor = try cursor(size: request.pageSize, token: request.pageToken, of: filter.list, order: .newestFirst)
    return try auditEntries(filter, cursor)
  }
}
