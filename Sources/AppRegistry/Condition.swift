import Storage

/// What rows must fulfil, in SQL, with the values that it takes.
struct Condition {
  let sql: String
  let values: [any ColumnValue]

  init(_ sql: String, _ values: any ColumnValue...) {
    self.init(sql, values: values)
  }

  init(_ sql: String, values: [any ColumnValue]) {
    self.sql = sql
    self.values = values
  }
}

extension [Condition] {
  /// All of them; at least one.
  var sql: String { map(\.sql).joined(separator: " AND ") }
  var values: [any ColumnValue] { flatMap(\.values) }
}
