/// A row of a query's result.
package struct Row: Sendable {
  let columns: [String]
  let values: [SQLValue]

  /// Of the texts and blobs in it.
  var bytes: Int { values.reduce(0) { $0 + $1.bytes } }

  /// - Throws: ``ColumnError`` if the row has no such column, or holds another kind of value there.
  package func value<Value: ColumnValue>(_ column: String, as type: Value.Type = Value.self) throws(ColumnError)
    -> Value
  {
    guard let index = columns.firstIndex(of: column), let value = Value(sqlValue: values[index]) else {
      throw ColumnError(column: column, expected: "\(Value.self)")
    }
    return value
  }
}

/// A row does not hold what the code expects of it. The value itself, which may be confidential, is not named.
package struct ColumnError: Error, CustomStringConvertible {
  let column: String
  let expected: String

  package var description: String { "the database holds no \(expected) in the column \(column)" }
}
