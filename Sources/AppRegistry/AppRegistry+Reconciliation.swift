import Storage
import WireProtocol

extension AppRegistry {
  /// Seconds that a creation may take before it counts as cut short.
  static let creationPatience = 60
  private static let batchSize = 100

  /// Takes to the end what a crash, or a secret manager that was away, left half done: undoes creations that have been
  /// pending for more than a minute, finishes removals (``ClientState``) and forgets sessions that have ended. To be
  /// run at start and every minute; several instances may do so at a time.
  /// - Throws: The first failure, after all the rest was tried, so that what fails each time keeps nothing else back;
  ///   at once where the secret manager can't work. What is left then is left for the next run.
  package func reconcile() async throws {
    let now = clock()
    let oldest = now + -Self.creationPatience
    try await store.change(.noApp) { transaction in
      for table in ClientTable.allCases { try transaction.abandonClients(in: table, pendingSince: oldest) }
      try transaction.removeSessions(endedBy: now)
    }
    var failure: (any Error)?
    for table in ClientTable.allCases { try await finishRemovals(in: table, &failure) }
    if let failure { throw failure }
  }

  private func finishRemovals(in table: ClientTable, _ failure: inout (any Error)?) async throws {
    var position: Int64 = 0
    repeat {
      let batch = try await store.read { [position] in
        try $0.unfinishedRemovals(in: table, after: position, limit: Self.batchSize)
      }
      for removal in batch {
        try Task.checkCancellation()
        do { try await finishRemoval(of: removal.id) } catch let end as CancellationError {
          throw end
        } catch let fault as ServiceError where fault.code == .unavailable {
          throw fault
        } catch {
          failure = failure ?? error
        }
      }
      guard let last = batch.last, batch.count == Self.batchSize else { return }
      position = last.rowID
    } while true
  }
}
