import GRDB

/// Columns by name, and the values for them.
package typealias ColumnValues = [(column: String, value: any ColumnValue)]

/// A consistent state of the database and, in a change, the right to alter it. It is of use only in the body that it is
/// passed to.
///
/// A statement takes its values as parameters: `?` one after the other, or `?1`, `?2` where one is used twice. A query
/// names its columns: another release's instance may add one while this one serves.
package struct Transaction {
  let database: Database
  /// `nil` where nothing is changed.
  var chainEnd: ChainEnd?

  package func rows(_ sql: String, _ values: any ColumnValue...) throws -> [Row] {
    try fetch(sql, values, limit: .max)
  }

  package func rows(_ sql: String, values: [any ColumnValue]) throws -> [Row] {
    try fetch(sql, values, limit: .max)
  }

  /// The first row; `nil` where there is none.
  package func row(_ sql: String, _ values: any ColumnValue...) throws -> Row? {
    try fetch(sql, values, limit: 1).first
  }

  /// - Throws: `SQLITE_CORRUPT` if any page is damaged.
  func expectSoundness() throws {
    let finding = try row("PRAGMA quick_check(1)")?.value("quick_check", as: String.self)
    guard finding == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
  }

  private func fetch(_ sql: String, _ values: [any ColumnValue], limit: Int) throws -> [Row] {
    let statement = try database.cachedStatement(sql: sql)
    let found = try GRDB.Row.fetchCursor(statement, arguments: arguments(values))
    // What the cursor brings is of the statement's own, which ends with the cursor.
    return try withExtendedLifetime(found) {
      let columns = statement.columnNames
      var rows: [Row] = []
      while rows.count < limit, let row = try found.next() {
        rows.append(Row(columns: columns, values: row.databaseValues.map(SQLValue.init)))
      }
      return rows
    }
  }

  /// Runs a statement that brings no rows.
  /// - Returns: How many rows it inserted, changed or deleted.
  @discardableResult
  package func run(_ sql: String, _ values: any ColumnValue...) throws -> Int {
    try execute(sql, values)
  }

  func run(_ sql: String, values: [any ColumnValue]) throws {
    try execute(sql, values)
  }

  package func insert(into table: String, _ columns: ColumnValues) throws {
    let names = columns.map(\.column).joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try execute("INSERT INTO \(table) (\(names)) VALUES (\(places))", columns.map(\.value))
  }

  /// Sets columns of the rows that a condition, which takes one value, selects.
  package func update(
    _ table: String, set columns: ColumnValues, where condition: String, _ value: any ColumnValue
  ) throws {
    let assignments = columns.map { "\($0.column) = ?" }.joined(separator: ", ")
    try execute("UPDATE \(table) SET \(assignments) WHERE \(condition)", columns.map(\.value) + [value])
  }

  @discardableResult
  private func execute(_ sql: String, _ values: [any ColumnValue]) throws -> Int {
    try database.cachedStatement(sql: sql).execute(arguments: arguments(values))
    return database.changesCount
  }

  private func arguments(_ values: [any ColumnValue]) -> StatementArguments {
    // As optionals: of others GRDB takes the values by a key path, which costs more than the rest of a statement.
    StatementArguments(values.map { $0.sqlValue.databaseValue as (any DatabaseValueConvertible)? })
  }
}

@available(*, unavailable)
extension Transaction: Sendable {}
