package import GRDB
package import WireProtocol

extension SID: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { text.databaseValue }
  package static func fromDatabaseValue(_ value: DatabaseValue) -> SID? {
    String.fromDatabaseValue(value).flatMap(SID.init)
  }
}

extension Timestamp: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { secondsSince1970.databaseValue }
  package static func fromDatabaseValue(_ value: DatabaseValue) -> Timestamp? {
    Int.fromDatabaseValue(value).map(Timestamp.init(secondsSince1970:))
  }
}

extension BoundedText: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { text.databaseValue }
  package static func fromDatabaseValue(_ value: DatabaseValue) -> BoundedText? {
    String.fromDatabaseValue(value).map(BoundedText.init(trusted:))
  }
}
