import GRDB
import Glibc

/// An open SQLite database: write-ahead log, each commit on disk before it is acknowledged, foreign keys on. One
/// connection changes it, another reads what is committed.
final class OpenDatabase: Sendable {
  // Closed in this order: the last connection to close takes the log away, which a reading one can't.
  let reader: DatabaseQueue
  let writer: DatabaseQueue
  let place: DatabasePlace
  /// Whether there was none before.
  let isNew: Bool

  /// Milliseconds that a statement waits for a lock of another instance's.
  static let patience = 5000

  init(path: String, schema: Schema, hooks: StoreHooks) throws {
    let mark = DatabaseMark(of: path)
    try mark.expectDatabase()
    var configuration = Self.configuration(hooks)
    writer = try DatabaseQueue(path: path, configuration: configuration)
    try writer.inDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    isNew = try schema.bringUpToDate(writer)
    // What a change can be taken back by stays in memory: it is a few pages, and would else be written to a file of its
    // own once they are more than fifteen. What brings a database up to date may need room for all of an index.
    try writer.inDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    mark.leave()
    configuration.readonly = true
    reader = try DatabaseQueue(path: path, configuration: configuration)
    place = DatabasePlace(path: path)
  }

  func close() throws {
    defer { try? writer.close() }
    try reader.close()
  }

  /// Reads a consistent state; no writer is waited for.
  func read<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
    try reader.inDatabase { database in
      try database.run("BEGIN")
      let outcome = Result { try body(Transaction(database: database)) }
      do { try database.run("COMMIT") } catch { try? database.rollback() }
      return try outcome.get()
    }
  }

  private static func configuration(_ hooks: StoreHooks) -> Configuration {
    var configuration = Configuration()
    // Asks every millisecond: the pauses of SQLite's own timeout grow, and an instance at full load leaves short gaps.
    configuration.busyMode = .callback { tries in
      usleep(1000)
      return tries < patience
    }
    // A transaction that can't even be rolled back must not trap.
    configuration.allowsUnsafeTransactions = true
    if let statement = hooks.statement {
      configuration.prepareDatabase { database in
        database.trace { event in
          if case .statement(let run) = event { statement(run.expandedSQL) }
        }
      }
    }
    return configuration
  }
}

extension Database {
  /// Runs a statement of the kind that is run over and over.
  func run(_ sql: String) throws {
    try cachedStatement(sql: sql).execute()
  }
}
