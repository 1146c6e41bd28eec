/// One strict pass over a JSON text; see ``JSONObject`` for what it refuses. Allocates only for member names.
struct JSONScanner {
  typealias Member = (name: String, value: Range<Int>)

  let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Checks the whole text and returns the members of the object it must be.
  mutating func scanDocument() throws(JSONFault) -> [Member] {
    skipWhitespace()
    guard peek() == UInt8(ascii: "{") else { throw fault("a message is one JSON object; batches and bare values are not taken") }
    let members = try scanObject(depth: 1)
    skipWhitespace()
    guard position == bytes.count else { throw fault("text follows the message") }
    return members
  }

  private mutating func scanObject(depth: Int) throws(JSONFault) -> [Member] {
    try enter(depth)
    var members: [Member] = []
    var names = MemberNames()
    guard !skip(UInt8(ascii: "}")) else { return members }
    repeat {
      skipWhitespace()
      let start = position
      guard peek() == UInt8(ascii: "\"") else { throw fault("expected a member name in quotes") }
      let name = try scanName()
      guard names.insert(name) else { throw JSONFault("member \(String(reflecting: name.shortened())) stands twice", at: start) }
      guard skip(UInt8(ascii: ":")) else { throw fault("expected ':' after a member name") }
      skipWhitespace()
      let valueStart = position
      try scanValue(depth: depth)
      members.append((name, valueStart..<position))
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw fault("expected ',' or '}' in an object") }
    return members
  }

  private mutating func scanArray(depth: Int) throws(JSONFault) {
    try enter(depth)
    guard !skip(UInt8(ascii: "]")) else { return }
    repeat {
      skipWhitespace()
      try scanValue(depth: depth)
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "]")) else { throw fault("expected ',' or ']' in an array") }
  }

  private mutating func scanValue(depth: Int) throws(JSONFault) {
    switch peek() {
    case UInt8(ascii: "{"): _ = try scanObject(depth: depth + 1)
    case UInt8(ascii: "["): try scanArray(depth: depth + 1)
    case UInt8(ascii: "\""): _ = try scanString()
    case UInt8(ascii: "t"): try scanLiteral("true")
    case UInt8(ascii: "f"): try scanLiteral("false")
    case UInt8(ascii: "n"): try scanLiteral("null")
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: try scanNumber()
    case nil: throw fault("the text ends inside a value")
    default: throw fault("expected a value")
    }
  }

  private mutating func scanLiteral(_ literal: StaticString) throws(JSONFault) {
    let end = position + literal.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[position..<end].elementsEqual(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    else { throw fault("expected \(literal)") }
    position = end
  }

  private mutating func scanNumber() throws(JSONFault) {
    if peek() == UInt8(ascii: "-") { position += 1 }
    if peek() == UInt8(ascii: "0") { position += 1 } else { try scanDigits() }
    if peek() == UInt8(ascii: ".") {
      position += 1
      try scanDigits()
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      position += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
      try scanDigits()
    }
  }

  private mutating func scanDigits() throws(JSONFault) {
    let start = position
    while let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    guard position > start else { throw fault("expected a digit") }
  }

  /// A member's name, with its escapes resolved so that "a" and "\u0061" count as the same.
  private mutating func scanName() throws(JSONFault) -> String {
    let (content, escaped) = try scanString()
    let raw = String(decoding: bytes[content], as: UTF8.self)
    return escaped ? JSONString.unescaped(raw) : raw
  }

  /// Passes over a string in quotes and returns where its content stands and whether that holds escapes.
  private mutating func scanString() throws(JSONFault) -> (content: Range<Int>, escaped: Bool) {
    position += 1
    let start = position
    var escaped = false, plain = true
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        let content = start..<position
        guard plain || String(validating: bytes[content], as: UTF8.self) != nil else {
          throw JSONFault("a string is not valid UTF-8", at: start)
        }
        position += 1
        return (content, escaped)
      case UInt8(ascii: "\\"):
        escaped = true
        try scanEscape()
      case 0..<0x20: throw fault("a control character stands unescaped in a string")
      default:
        plain = plain && byte < 0x80
        position += 1
      }
    }
    throw fault("the text ends inside a string")
  }

  private mutating func scanEscape() throws(JSONFault) {
    position += 1
    switch peek() {
    case UInt8(ascii: "u"):
      position += 1
      let unit = try scanHexUnit()
      if UTF16.isTrailSurrogate(unit) { throw fault("a lone surrogate is escaped in a string") }
      guard UTF16.isLeadSurrogate(unit) else { return }
      guard peek() == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
        throw fault("a lone surrogate is escaped in a string")
      }
      position += 2
      guard UTF16.isTrailSurrogate(try scanHexUnit()) else { throw fault("a lone surrogate is escaped in a string") }
    case let byte? where JSONString.simpleEscapes[byte] != nil: position += 1
    default: throw fault("an unknown escape stands in a string")
    }
  }

  private mutating func scanHexUnit() throws(JSONFault) -> UInt16 {
    let digits = bytes[position..<min(position + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("\\u is not followed by four hex digits") }
    position += 4
    return unit
  }

  private mutating func enter(_ depth: Int) throws(JSONFault) {
    guard depth <= JSONObject.maximumDepth else { throw fault("nested deeper than \(JSONObject.maximumDepth) levels") }
    position += 1
    skipWhitespace()
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipWhitespace()
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func peek() -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private func fault(_ reason: String) -> JSONFault {
    JSONFault(reason, at: position)
  }
}

/// The names seen in one object: a short list is scanned, a long one hashed, so no object costs quadratic time.
private struct MemberNames {
  private var few: [String] = []
  private var many: Set<String> = []

  /// Returns false if the name is there already.
  mutating func insert(_ name: String) -> Bool {
    if !many.isEmpty { return many.insert(name).inserted }
    guard !few.contains(name) else { return false }
    few.append(name)
    if few.count > 16 { many = Set(few) }
    return true
  }
}
