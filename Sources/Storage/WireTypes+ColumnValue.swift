package import WireProtocol

extension SID: ColumnValue {
  package var sqlValue: SQLValue { .text(text) }

  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text)
  }
}

extension ClientID: ColumnValue {
  package var sqlValue: SQLValue { .text(text) }

  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text)
  }
}

/// Seconds since 1970.
extension Timestamp: ColumnValue {
  package var sqlValue: SQLValue { secondsSince1970.sqlValue }

  package init?(sqlValue: SQLValue) {
    guard let seconds = Int(sqlValue: sqlValue) else { return nil }
    self.init(secondsSince1970: seconds)
  }
}

extension BoundedText: ColumnValue {
  package var sqlValue: SQLValue { .text(text) }

  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(trusted: text)
  }
}

extension BoundedInteger: ColumnValue {
  package var sqlValue: SQLValue { value.sqlValue }

  package init?(sqlValue: SQLValue) {
    guard let number = Int(sqlValue: sqlValue) else { return nil }
    self.init(number)
  }
}
