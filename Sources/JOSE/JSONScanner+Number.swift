extension JSONScanner {
  /// The smallest whole number that not every JSON reader keeps exact (RFC 7493 section 2.2).
  private static let inexact = 1 << 53

  /// A number of RFC 8259 section 6. Whatever its size, it is read without converting it to floating point.
  mutating func number() throws(JSONSyntaxError) -> JSONObject.Value {
    let isNegative = skip(anyOf: "-")
    let start = position
    let magnitude = try digits()
    guard bytes[start] != UInt8(ascii: "0") || position == start + 1 else { throw JSONSyntaxError() }
    var isInteger = magnitude < Self.inexact
    if skip(anyOf: ".") {
      _ = try digits()
      isInteger = false
    }
    if skip(anyOf: "eE") {
      _ = skip(anyOf: "+-")
      _ = try digits()
      isInteger = false
    }
    return isInteger ? .integer(isNegative ? -magnitude : magnitude) : .other
  }

  /// The value of one digit or more, or `inexact` where it is that or larger.
  private mutating func digits() throws(JSONSyntaxError) -> Int {
    let start = position
    var value = 0
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), Self.inexact)
      position += 1
    }
    guard position > start else { throw JSONSyntaxError() }
    return value
  }

  private mutating func skip(anyOf characters: StaticString) -> Bool {
    guard let byte = peek else { return false }
    let isOne = characters.withUTF8Buffer { $0.contains(byte) }
    if isOne { position += 1 }
    return isOne
  }
}
