package import GRDB
import Synchronization
package import WireProtocol

/// One service's SQLite database, shared by the instances of that service: write-ahead log, each commit on disk before it is
/// acknowledged, foreign keys on.
///
/// It is opened on first use. A database that can't be opened, read or written makes the call fail with `unavailable` and the
/// reason; the next call tries again, so the service recovers with its disk.
package final class Store: Sendable {
  private let path: String
  private let service: ServiceName
  private let schema: Schema
  private let pool = Mutex<DatabasePool?>(nil)

  /// Seconds that a write waits for another instance's.
  private static let busyTimeout = 5.0

  package init(path: String, service: ServiceName, schema: Schema) {
    self.path = path
    self.service = service
    self.schema = schema
  }

  /// Reads a consistent state on the calling thread; no writer is waited for.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try refusingBrokenDatabase { try opened().read(body) }
  }

  /// Writes in one transaction, off the calling thread. When this returns, the change is on disk; when it throws, nothing changed.
  package func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do { return try await opened().write(body) } catch { throw refusal(of: error) }
  }

  private func opened() throws -> DatabasePool {
    try pool.withLock { pool in
      if let pool { return pool }
      let opened = try DatabasePool(path: path, configuration: Self.configuration)
      // GRDB relaxes this for the write-ahead log; an acknowledged change must outlive a power cut.
      try opened.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try schema.bringUpToDate(opened)
      pool = opened
      return opened
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.maximumReaderCount = 1
    configuration.persistentReadOnlyConnections = true
    return configuration
  }

  private func refusingBrokenDatabase<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw refusal(of: error) }
  }

  /// `unavailable` for what the disk or the file is to blame for, and any other error as it is.
  private func refusal(of error: any Error) -> any Error {
    guard let error = error as? DatabaseError, let reason = error.outage else { return error }
    return ServiceError(.unavailable, "\(service.rawValue) can't use its database: \(reason)", service: service.rawValue)
  }
}
