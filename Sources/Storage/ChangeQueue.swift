import Dispatch
import GRDB
import Synchronization

/// Carries changes out in the order in which they come. Those that arrive while others are committed share the next
/// transaction, and so its one wait for the disk; each keeps its own outcome.
final class ChangeQueue: Sendable {
  private struct State {
    var waiting: [QueuedChange] = []
    var isBusy = false
    var tally = CommitTally()
  }

  /// Changes that share a transaction at the most.
  private static let batchSize = 256

  private let file: DatabaseFile
  private let thread = DispatchQueue(label: "changes")
  private let state = Mutex(State())

  init(_ file: DatabaseFile) {
    self.file = file
  }

  /// Changes that no transaction has taken up yet.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// What was carried out so far.
  var tally: CommitTally { state.withLock(\.tally) }

  /// Returns when the change is on disk; when it throws, nothing was changed.
  func perform<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let wasBusy = state.withLock { state in
        state.waiting.append(QueuedChange(body, continuation))
        defer { state.isBusy = true }
        return state.isBusy
      }
      if !wasBusy { thread.async { self.work() } }
    }
  }

  /// Runs a body after all changes that came before it, and returns when it has run.
  func finish(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      thread.async {
        body()
        continuation.resume()
      }
    }
  }

  private func work() {
    while let batch = nextBatch() {
      let start = ContinuousClock.now
      let answers = carryOut(batch)
      // Whoever has an answer finds the change counted.
      state.withLock { $0.tally.add(changes: batch.count, in: .now - start) }
      for answer in answers { answer() }
    }
  }

  private func carryOut(_ batch: ArraySlice<QueuedChange>) -> [@Sendable () -> Void] {
    do {
      let database = try file.opened()
      return database.writer.inDatabase { connection in
        GroupCommit(file: file, database: database, connection: connection).carryOut(batch)
      }
    } catch {
      return batch.map { change in { change.refuse(error) } }
    }
  }

  private func nextBatch() -> ArraySlice<QueuedChange>? {
    state.withLock { state in
      let batch = state.waiting.prefix(Self.batchSize)
      state.waiting.removeFirst(batch.count)
      state.isBusy = !batch.isEmpty
      return batch.isEmpty ? nil : batch
    }
  }
}
