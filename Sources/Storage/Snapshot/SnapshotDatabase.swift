import GRDB
import Glibc
import SystemCalls
import WireProtocol

/// A service's database that is read by somebody else: one connection holds the service's changes for a moment, another
/// keeps reading the state of that moment.
final class SnapshotDatabase {
  private let path: String
  private let service: ServiceName
  private let holder: DatabaseQueue
  private let reader: DatabaseQueue

  private static let pagesPerStep: CInt = 1000

  /// Opens the database and holds its changes, as soon as the transaction under way has ended.
  init(_ path: String, of service: ServiceName, holdingUntil end: ContinuousClock.Instant) throws {
    self.path = path
    self.service = service
    var configuration = Configuration()
    // Between the transactions of an instance at full load the gaps are short.
    configuration.busyMode = .callback { _ in
      usleep(200)
      return .now < end
    }
    configuration.allowsUnsafeTransactions = true
    var reading = configuration
    reading.readonly = true
    (holder, reader) = try Self.attempt(path, service) {
      guard FileStatus(path: path)?.isRegular == true else { throw DatabaseLoss("\(path) is gone; restore a backup") }
      let holder = try DatabaseQueue(path: path, configuration: configuration)
      try holder.inDatabase { try $0.run("BEGIN IMMEDIATE") }
      return (holder, try DatabaseQueue(path: path, configuration: reading))
    }
  }

  func beginReading() throws {
    try Self.attempt(path, service) {
      try reader.inDatabase { database in
        try database.run("BEGIN")
        // The state that is read is chosen by the first statement that reads.
        try database.run("SELECT 1 FROM sqlite_schema")
      }
    }
  }

  /// Lets changes go on.
  func release() {
    holder.inDatabase { try? $0.rollback() }
  }

  func copy(to destination: String) throws {
    do {
      let copy = try DatabaseQueue(path: destination)
      defer { try? copy.close() }
      try reader.inDatabase { source in
        try copy.inDatabase {
          try source.backup(to: $0, pagesPerStep: Self.pagesPerStep) { _ in try Task.checkCancellation() }
        }
      }
      guard try copy.inDatabase({ try String.fetchOne($0, sql: "PRAGMA quick_check") }) == "ok" else {
        throw DatabaseLoss("its file is damaged; restore an earlier backup")
      }
    } catch { throw Self.refusal(error, service) }
  }

  /// Leaves the files as an instance would leave them.
  func close() {
    ClosingTurn.take(beside: path) {
      _ = try? OwnersRights.use(beside: path) {
        try? reader.close()
        try? holder.close()
      }
    }
  }

  private static func attempt<Value>(_ path: String, _ service: ServiceName, _ body: () throws -> Value) throws -> Value
  {
    do { return try OwnersRights.use(beside: path, body) } catch { throw refusal(error, service) }
  }

  private static func refusal(_ error: any Error, _ service: ServiceName) -> any Error {
    guard !(error is SystemError), !(error is CancellationError) else { return error }
    let fault = error as? DatabaseError
    let reason = fault?.outage ?? fault?.message ?? "\(error)"
    return ServiceError(
      .unavailable, "the database of \(service.rawValue) can't be backed up: \(reason)", service: service.rawValue)
  }
}
