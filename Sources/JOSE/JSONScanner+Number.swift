extension JSONScanner {
  private static let exactRange = -9_007_199_254_740_991...9_007_199_254_740_991

  /// A number of RFC 8259 section 6. Whatever its size, it is read without converting it to floating point.
  mutating func number() throws(JSONSyntaxError) -> JSONObject.Value {
    let start = position
    let isNegative = peek == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let hasLeadingZero = peek == UInt8(ascii: "0")
    let magnitude = try digits()
    guard !hasLeadingZero || position - start == (isNegative ? 2 : 1) else { throw JSONSyntaxError() }
    var isInteger = true
    if peek == UInt8(ascii: ".") {
      position += 1
      _ = try digits()
      isInteger = false
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      _ = try digits()
      isInteger = false
    }
    guard isInteger, let magnitude, Self.exactRange.contains(magnitude) else { return .other }
    return .integer(isNegative ? -magnitude : magnitude)
  }

  /// One digit or more; nil where their value does not fit.
  private mutating func digits() throws(JSONSyntaxError) -> Int? {
    var value: Int? = 0
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      position += 1
      let (product, overflowed) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      value = value == nil || overflowed || carried ? nil : sum
    }
    guard position > start else { throw JSONSyntaxError() }
    return value
  }
}
