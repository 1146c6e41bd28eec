extension JSONCursor {
  /// The smallest whole number that not every JSON reader keeps exact (RFC 7493 section 2.2).
  private static let inexact = 1 << 53

  /// A number of RFC 8259 section 6, never converted to floating point: nil where it has a fraction or an exponent, or
  /// is too large to be exact everywhere.
  package mutating func number() throws(JSONFault) -> Int? {
    let isNegative = take("-")
    let magnitude = take("0") ? 0 : try digits()
    var isExact = magnitude < Self.inexact
    if take(".") {
      _ = try digits()
      isExact = false
    }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      _ = try digits()
      isExact = false
    }
    return isExact ? (isNegative ? -magnitude : magnitude) : nil
  }

  /// The value of one digit or more, or `inexact` where it is that or larger.
  private mutating func digits() throws(JSONFault) -> Int {
    let start = position
    var value = 0
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), Self.inexact)
      position += 1
    }
    guard position > start else { throw fault("expected a digit") }
    return value
  }
}
