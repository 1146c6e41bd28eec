import Storage
import WireProtocol

extension Transaction {
  private static let bindingColumns = "id, unit, app_sid, scope, resource, date_created"

  func insert(_ binding: UnitBinding) throws {
    try insert(
      into: "unit_bindings",
      [
        ("unit", binding.unit), ("app_sid", binding.clientId), ("scope", binding.scope),
        ("resource", binding.resource), ("date_created", binding.dateCreated),
      ])
  }

  /// The one of just this name.
  func unitBinding(_ unit: UnitName) throws -> UnitBinding? {
    try row("SELECT \(Self.bindingColumns) FROM unit_bindings WHERE unit = ?", unit).map(UnitBinding.init(row:))
  }

  func unitBindings(_ cursor: PageCursor) throws -> Page<UnitBinding> {
    let rows = try rows(
      "SELECT \(Self.bindingColumns) FROM unit_bindings WHERE id > ? ORDER BY id LIMIT ?", cursor.rowID,
      cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: UnitBinding.init(row:))
  }

  func unitBindings(of app: AppSID, _ cursor: PageCursor) throws -> Page<UnitBinding> {
    let rows = try rows(
      "SELECT \(Self.bindingColumns) FROM unit_bindings WHERE app_sid = ? AND id > ? ORDER BY id LIMIT ?", app,
      cursor.rowID, cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: UnitBinding.init(row:))
  }

  func deleteUnitBinding(_ unit: UnitName) throws {
    try run("DELETE FROM unit_bindings WHERE unit = ?", unit)
  }

  func deleteUnitBindings(of app: AppSID) throws {
    try run("DELETE FROM unit_bindings WHERE app_sid = ?", app)
  }
}

extension UnitBinding {
  /// - Parameter row: Holds the columns of one.
  fileprivate init(row: Row) throws {
    self.init(
      unit: try row.value("unit"), clientId: try row.value("app_sid"), scope: try row.value("scope"),
      resource: try row.value("resource"), dateCreated: try row.value("date_created"))
  }
}

extension UnitName: ColumnValue {
  var sqlValue: SQLValue { .text(text) }

  init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text)
  }
}

/// Resources are URIs, in which there are no blanks.
extension OneOrMore: ColumnValue {
  var sqlValue: SQLValue { .text(texts.joined(separator: " ")) }

  init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text.split(separator: " ").map(String.init))
  }
}
