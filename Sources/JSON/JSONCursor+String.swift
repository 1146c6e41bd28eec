extension JSONCursor {
  /// A string of RFC 8259 section 7.
  package mutating func string() throws(JSONFault) -> String {
    try text(of: scanString())
  }

  /// A string that was passed over, with its escapes resolved.
  func text(of content: StringContent) throws(JSONFault) -> String {
    guard content.isEscaped else {
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[content.range]), as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(content.range.count)
    var rest = self
    rest.position = content.range.lowerBound
    while rest.position < content.range.upperBound {
      if bytes[rest.position] == UInt8(ascii: "\\") {
        text.append(contentsOf: try rest.escape().utf8)
      } else {
        text.append(bytes[rest.position])
        rest.position += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Passes over a string in quotes and returns where its content stands and whether that holds escapes.
  mutating func scanString() throws(JSONFault) -> StringContent {
    guard take("\"") else { throw fault("expected a string") }
    let start = position
    var isEscaped = false
    var isASCII = true
    while true {
      skipPlain()
      switch next {
      case UInt8(ascii: "\""):
        let content = start..<position
        guard isASCII || isUTF8(content) else { throw JSONFault("a string is not valid UTF-8", at: start) }
        position += 1
        return StringContent(range: content, isEscaped: isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        _ = try escape()
      case (0x80...)?:
        isASCII = false
        position += 1
      case nil: throw fault("the text ends inside a string")
      default: throw fault("a control character stands unescaped in a string")
      }
    }
  }

  /// Passes over ASCII that stands for itself: most of any text.
  private mutating func skipPlain() {
    var end = position
    while end + 8 <= bytes.count,
      Self.arePlain(UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: end, as: UInt64.self))
    {
      end += 8
    }
    while end < bytes.count, 0x20..<0x80 ~= bytes[end], bytes[end] != UInt8(ascii: "\""),
      bytes[end] != UInt8(ascii: "\\")
    { end += 1 }
    position = end
  }

  /// Whether none of eight bytes is a control character, a quotation mark, a backslash or beyond ASCII: in each of the
  /// four terms the lowest byte that is one has its highest bit set, and without one no byte borrows from the next.
  private static func arePlain(_ eight: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = eight ^ (ones * UInt64(UInt8(ascii: "\"")))
    let backslashes = eight ^ (ones * UInt64(UInt8(ascii: "\\")))
    return (eight | (eight &- ones * 0x20) | (quotes &- ones) | (backslashes &- ones)) & (ones * 0x80) == 0
  }

  private func isUTF8(_ content: Range<Int>) -> Bool {
    (try? UTF8Span(validating: bytes.extracting(content).span)) != nil
  }

  /// Takes an escape from its backslash on.
  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    position += 1
    let scalar: Unicode.Scalar
    switch next {
    case UInt8(ascii: "\""): scalar = "\""
    case UInt8(ascii: "\\"): scalar = "\\"
    case UInt8(ascii: "/"): scalar = "/"
    case UInt8(ascii: "b"): scalar = "\u{08}"
    case UInt8(ascii: "f"): scalar = "\u{0C}"
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "t"): scalar = "\t"
    case UInt8(ascii: "u"): return try unicodeScalar()
    default: throw fault("an unknown escape stands in a string")
    }
    position += 1
    return scalar
  }

  private mutating func unicodeScalar() throws(JSONFault) -> Unicode.Scalar {
    var code = try hexUnit()
    if 0xD800..<0xDC00 ~= code {
      guard take("\\"), next == UInt8(ascii: "u") else { throw fault("a lone surrogate is escaped in a string") }
      let low = try hexUnit()
      guard 0xDC00..<0xE000 ~= low else { throw fault("a lone surrogate is escaped in a string") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("a lone surrogate is escaped in a string") }
    return scalar
  }

  /// Takes `u` and the four digits after it.
  private mutating func hexUnit() throws(JSONFault) -> UInt32 {
    position += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("\\u is not followed by four hex digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
