import GRDB

/// A database's tables as a list of SQL scripts: each takes the one before a version further and is never edited once
/// released.
///
/// The version is SQLite's `user_version`. Instances that start together agree by the write lock on who migrates.
package struct Schema: Sendable {
  private let steps: [String]

  package init(_ steps: String...) {
    self.steps = steps
  }

  func bringUpToDate(_ pool: DatabasePool) throws {
    guard try pool.read(version) != steps.count else { return }
    try pool.write { database in
      let current = try version(database)
      guard (0...steps.count).contains(current) else {
        throw DatabaseError(
          resultCode: .SQLITE_SCHEMA,
          message:
            "it was written by another release (schema \(current), and this one knows \(steps.count)); install that release"
        )
      }
      for step in steps[current...] { try database.execute(sql: step) }
      try database.execute(sql: "PRAGMA user_version = \(steps.count)")
    }
  }

  private func version(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }
}
