import GRDB
import WireProtocol

// Choices are stored as the words that cross the wire.
extension AccountType: DatabaseValueConvertible {}
extension AccountStatus: DatabaseValueConvertible {}
extension Role: DatabaseValueConvertible {}

extension BoundedInteger: DatabaseValueConvertible {
  var databaseValue: DatabaseValue { value.databaseValue }
  static func fromDatabaseValue(_ value: DatabaseValue) -> BoundedInteger? {
    Int.fromDatabaseValue(value).flatMap(BoundedInteger.init)
  }
}
