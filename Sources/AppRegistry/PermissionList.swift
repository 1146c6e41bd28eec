import GRDB

/// Names of permissions as a column holds them: space-delimited, as a scope is.
struct PermissionList: DatabaseValueConvertible {
  let names: [String]

  init(_ names: [String]) {
    self.names = names
  }

  var databaseValue: DatabaseValue { names.joined(separator: " ").databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> PermissionList? {
    String.fromDatabaseValue(value).map { PermissionList($0.split(separator: " ").map(String.init)) }
  }
}
