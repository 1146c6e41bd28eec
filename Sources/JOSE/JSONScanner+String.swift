extension JSONScanner {
  /// A string of RFC 8259 section 7: valid UTF-8, control characters escaped, surrogates in pairs.
  mutating func string() throws(JSONSyntaxError) -> String {
    guard try next() == UInt8(ascii: "\"") else { throw JSONSyntaxError() }
    let run = unescapedRun()
    if peek == UInt8(ascii: "\"") {
      position += 1
      return try text(bytes.span.extracting(run))
    }
    var content = [UInt8](bytes[run])
    while try next() == UInt8(ascii: "\\") {
      content.append(contentsOf: try escape())
      content.append(contentsOf: bytes[unescapedRun()])
    }
    guard bytes[position - 1] == UInt8(ascii: "\"") else { throw JSONSyntaxError() }
    return try text(content.span)
  }

  /// Consumes what stands for itself: everything up to a quotation mark, a backslash, a control character or the end.
  private mutating func unescapedRun() -> Range<Int> {
    let start = position
    var end = start
    while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") { end += 1 }
    position = end
    return start..<end
  }

  private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
    switch try next() {
    case UInt8(ascii: "\""): [0x22]
    case UInt8(ascii: "\\"): [0x5C]
    case UInt8(ascii: "/"): [0x2F]
    case UInt8(ascii: "b"): [0x08]
    case UInt8(ascii: "f"): [0x0C]
    case UInt8(ascii: "n"): [0x0A]
    case UInt8(ascii: "r"): [0x0D]
    case UInt8(ascii: "t"): [0x09]
    case UInt8(ascii: "u"): [UInt8](String(try unicodeScalar()).utf8)
    default: throw JSONSyntaxError()
    }
  }

  private mutating func unicodeScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    var code = try hexadecimalUnit()
    if 0xD800..<0xDC00 ~= code {
      guard try next() == UInt8(ascii: "\\"), try next() == UInt8(ascii: "u") else { throw JSONSyntaxError() }
      let low = try hexadecimalUnit()
      guard 0xDC00..<0xE000 ~= low else { throw JSONSyntaxError() }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw JSONSyntaxError() }
    return scalar
  }

  private mutating func hexadecimalUnit() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try next())).hexDigitValue else { throw JSONSyntaxError() }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  private func text(_ content: Span<UInt8>) throws(JSONSyntaxError) -> String {
    guard let valid = try? UTF8Span(validating: content) else { throw JSONSyntaxError() }
    return String(copying: valid)
  }
}
