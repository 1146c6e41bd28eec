/// A type whose values a column can hold.
package protocol ColumnValue {
  var sqlValue: SQLValue { get }
  /// `nil` for a stored value that is none of the type's.
  init?(sqlValue: SQLValue)
}

extension Int64: ColumnValue {
  package var sqlValue: SQLValue { .integer(self) }

  package init?(sqlValue: SQLValue) {
    guard case .integer(let number) = sqlValue else { return nil }
    self = number
  }
}

extension Int: ColumnValue {
  package var sqlValue: SQLValue { .integer(Int64(self)) }

  package init?(sqlValue: SQLValue) {
    guard let number = Int64(sqlValue: sqlValue) else { return nil }
    self.init(exactly: number)
  }
}

extension String: ColumnValue {
  package var sqlValue: SQLValue { .text(self) }

  package init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue else { return nil }
    self = text
  }
}

extension [UInt8]: ColumnValue {
  package var sqlValue: SQLValue { .blob(self) }

  package init?(sqlValue: SQLValue) {
    guard case .blob(let bytes) = sqlValue else { return nil }
    self = bytes
  }
}

/// NULL is no value.
extension Optional: ColumnValue where Wrapped: ColumnValue {
  package var sqlValue: SQLValue { self?.sqlValue ?? .null }

  package init?(sqlValue: SQLValue) {
    guard sqlValue != .null else {
      self = .none
      return
    }
    guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
    self = .some(value)
  }
}

/// A choice of words is stored as its word.
extension ColumnValue where Self: RawRepresentable<String> {
  package var sqlValue: SQLValue { .text(rawValue) }

  package init?(sqlValue: SQLValue) {
    guard let word = String(sqlValue: sqlValue) else { return nil }
    self.init(rawValue: word)
  }
}
