import Storage

/// Names of permissions as a column holds them: space-delimited, as a scope is.
struct PermissionList: ColumnValue {
  let names: [String]

  init(_ names: [String]) {
    self.names = names
  }

  var sqlValue: SQLValue { .text(names.joined(separator: " ")) }

  init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text.split(separator: " ").map(String.init))
  }
}
