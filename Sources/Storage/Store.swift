package import Coherence
package import GRDB
import Synchronization
package import WireProtocol

/// One service's SQLite database, shared by the instances of that service: write-ahead log, each commit on disk before
/// it is acknowledged, foreign keys on.
///
/// It is opened on first use. A database that can't be opened, read or written makes the call fail with `unavailable`
/// and the reason; the next call tries again, so the service recovers with its disk.
package final class Store: Sendable {
  private let path: String
  private let service: ServiceName
  private let schema: Schema
  private let changes: ChangeSignal?
  private let connections = Mutex(Connections())

  private struct Connections {
    var pool: DatabasePool?
    /// The pool has failed. It is replaced as soon as the database opens anew; until then it serves what it still can.
    var isSpoilt = false
  }

  /// Seconds that a write waits for another instance's.
  private static let busyTimeout = 5.0

  /// - Parameter changes: Told of each change that other processes may have to know of.
  package init(path: String, service: ServiceName, schema: Schema, changes: ChangeSignal? = nil) {
    self.path = path
    self.service = service
    self.schema = schema
    self.changes = changes
  }

  /// Reads a consistent state on the calling thread; no writer is waited for.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let pool = try opened()
    do { return try pool.read(body) } catch { throw refusal(of: error, by: pool) }
  }

  /// Writes in one transaction, off the calling thread. When this returns, the change is on disk and others know that
  /// something has changed; when it throws a `DatabaseError` or an error of the body's, nothing changed.
  /// - Parameter subject: What answers of the service are not to be used any more.
  package func write<Value: Sendable>(
    changing subject: ChangeSubject, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    let pool = try opened()
    let change: AnnouncedChange?
    do throws(ChangePageError) { change = try changes?.begin(subject) } catch {
      throw unannounced(error, "nothing was changed")
    }
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await pool.write(body)) } catch { outcome = .failure(refusal(of: error, by: pool)) }
    do throws(ChangePageError) { if let change { try changes?.finish(change) } } catch {
      throw unannounced(error, "the change was made")
    }
    return try outcome.get()
  }

  private func opened() throws -> DatabasePool {
    try connections.withLock { connections in
      if let pool = connections.pool, !connections.isSpoilt { return pool }
      do {
        let pool = try open()
        connections = Connections(pool: pool)
        return pool
      } catch {
        if let pool = connections.pool { return pool }
        let error = error as? DatabaseError
        throw unavailable(error?.outage ?? "it can't be opened: \(error?.message ?? "the reason is not known")")
      }
    }
  }

  /// Opens the database, again for as long as another instance is in the way: SQLite does not wait for the lock that
  /// turns a new file into one with a write-ahead log.
  private func open() throws -> DatabasePool {
    let deadline = ContinuousClock.now + .seconds(Self.busyTimeout)
    while true {
      do { return try openOnce() } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && .now < deadline
      {}
    }
  }

  private func openOnce() throws -> DatabasePool {
    let pool = try DatabasePool(path: path, configuration: Self.configuration)
    // GRDB relaxes this for the write-ahead log; an acknowledged change must outlive a power cut.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    try schema.bringUpToDate(pool)
    return pool
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.maximumReaderCount = 1
    configuration.persistentReadOnlyConnections = true
    return configuration
  }

  /// `unavailable` for what the disk or the file is to blame for, and any other error as it is.
  private func refusal(of error: any Error, by pool: DatabasePool) -> any Error {
    guard let error = error as? DatabaseError, let outage = error.outage else { return error }
    if error.asksForNewConnection {
      connections.withLock { connections in
        guard connections.pool === pool else { return }
        // What SQLite found read-only, its index file among it, it lends to new connections for as long as an old one
        // is open.
        if error.resultCode == .SQLITE_READONLY { connections.pool = nil } else { connections.isSpoilt = true }
      }
    }
    return unavailable(outage)
  }

  /// What others may have kept can't be called off.
  private func unannounced(_ error: ChangePageError, _ consequence: String) -> ServiceError {
    ServiceError(
      .unavailable, "\(service.rawValue) can't tell of its changes, \(consequence): \(error)", service: service.rawValue
    )
  }

  private func unavailable(_ reason: String) -> ServiceError {
    ServiceError(.unavailable, "\(service.rawValue) can't use its database: \(reason)", service: service.rawValue)
  }
}
