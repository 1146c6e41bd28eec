import Storage
import WireProtocol

extension AppRegistry {
  /// Seconds that a creation may take before it counts as cut short.
  static let creationPatience = 60
  private static let batchSize = 100

  /// Takes to the end what a crash, or a secret manager that was away, left half done: undoes creations that have been
  /// pending for more than a minute, finishes removals (``ClientState``) and forgets sessions that have ended. To be run at start and every minute;
  /// several instances may do so at a time.
  /// - Throws: The first failure of a batch, after the rest of the batch was tried. What is left then is left for the
  ///   next run.
  package func reconcile() async throws {
    let now = clock()
    let oldest = now + -Self.creationPatience
    try await store.change(.noApp) { transaction in
      for table in ClientTable.allCases { try transaction.abandonClients(in: table, pendingSince: oldest) }
      try transaction.removeSessions(endedBy: now)
    }
    for table in ClientTable.allCases { try await finishRemovals(in: table) }
  }

  private func finishRemovals(in table: ClientTable) async throws {
    var position: Int64 = 0
    repeat {
      let batch = try await store.read { [position] in
        try $0.unfinishedRemovals(in: table, after: position, limit: Self.batchSize)
      }
      try await finishRemovals(of: batch.map(\.id))
      guard let last = batch.last, batch.count == Self.batchSize else { return }
      position = last.rowID
    } while true
  }

  private func finishRemovals(of ids: [ClientID]) async throws {
    var failure: (any Error)?
    for id in ids {
      try Task.checkCancellation()
      do { try await finishRemoval(of: id) } catch let end as CancellationError { throw end } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }
}
