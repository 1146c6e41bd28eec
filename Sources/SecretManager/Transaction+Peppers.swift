import Storage

extension Transaction {
  /// The number under which a pepper is noted, or would be as the first one; `nil` for another one than those that
  /// stored secrets were hashed with.
  func knownPepper(_ checkValue: [UInt8]) throws -> Int64? {
    if let row = try row("SELECT id FROM peppers WHERE check_value = ?", checkValue) { return try row.value("id") }
    return try row("SELECT 1 FROM peppers LIMIT 1") == nil ? 1 : nil
  }

  /// The number of a pepper that is noted from now on.
  func notedPepper(_ checkValue: [UInt8]) throws -> Int64 {
    let query = "SELECT id FROM peppers WHERE check_value = ?"
    if let row = try row(query, checkValue) { return try row.value("id") }
    try run("INSERT INTO peppers (check_value) VALUES (?)", checkValue)
    return try row(query, checkValue)?.value("id") ?? 1
  }
}
