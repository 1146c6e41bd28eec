import GRDB

/// A database's tables as a list of SQL scripts: each takes the one before a version further and is never edited once
/// released. An instance of an earlier release may go on serving meanwhile, so a script takes away nothing that such a
/// one reads.
///
/// The version is SQLite's `user_version`. Instances that start together agree by the write lock on who migrates.
package struct Schema: Sendable {
  let steps: [String]

  package init(_ steps: String...) {
    self.steps = steps
  }

  /// - Returns: Whether this has made the tables.
  func bringUpToDate(_ connection: DatabaseQueue) throws -> Bool {
    guard try connection.inDatabase(version) != steps.count else { return false }
    return try connection.inDatabase { database in
      var former = 0
      try database.inTransaction(.immediate) {
        former = try knownVersion(database)
        for step in steps[former...] { try database.execute(sql: step) }
        try database.execute(sql: "PRAGMA user_version = \(steps.count)")
        return .commit
      }
      return former == 0
    }
  }

  private func knownVersion(_ database: Database) throws -> Int {
    let version = try version(database)
    guard (0...steps.count).contains(version) else {
      throw DatabaseError(
        resultCode: .SQLITE_SCHEMA,
        message:
          "it was written by another release (schema \(version), and this one knows \(steps.count)); "
          + "install that release"
      )
    }
    return version
  }

  private func version(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }
}
