/// Reads JSON (RFC 8259) strictly and within limits, since the bytes may come from anyone.
struct JSONScanner {
  /// Our headers have three members and our claims sets eleven; more than this is no token of ours.
  private static let maximumMembers = 32
  /// Nothing that is read is nested; the bound keeps the stack small.
  private static let maximumDepth = 16

  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> [JSONObject.Member] {
    skipWhitespace()
    let members = try object(depth: 1)
    skipWhitespace()
    guard position == bytes.count else { throw JSONSyntaxError() }
    return members
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> [JSONObject.Member] {
    try expect("{")
    var members: [JSONObject.Member] = []
    if skip("}") { return members }
    members.reserveCapacity(11)
    repeat {
      skipWhitespace()
      let name = try string()
      guard members.count < Self.maximumMembers, !members.contains(where: { $0.isNamed(name) }) else { throw JSONSyntaxError() }
      skipWhitespace()
      try expect(":")
      members.append(JSONObject.Member(name: name, value: try value(depth: depth)))
    } while skip(",")
    try expect("}")
    return members
  }

  /// Consumes the white space around the value too.
  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONObject.Value {
    guard depth < Self.maximumDepth else { throw JSONSyntaxError() }
    skipWhitespace()
    defer { skipWhitespace() }
    switch peek {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): _ = try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "t"): try expect("true")
    case UInt8(ascii: "f"): try expect("false")
    case UInt8(ascii: "n"): try expect("null")
    default: return try number()
    }
    return .other
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONObject.Value {
    try expect("[")
    var strings: [String] = []
    if skip("]") { return .strings(strings) }
    var onlyStrings = true
    repeat {
      if case .string(let element) = try value(depth: depth) { strings.append(element) } else { onlyStrings = false }
    } while skip(",")
    try expect("]")
    return onlyStrings ? .strings(strings) : .other
  }
}

extension JSONScanner {
  /// The next byte, or nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func next() throws(JSONSyntaxError) -> UInt8 {
    guard position < bytes.count else { throw JSONSyntaxError() }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func expect(_ text: StaticString) throws(JSONSyntaxError) {
    for expected in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
      guard try next() == expected else { throw JSONSyntaxError() }
    }
  }

  /// Consumes white space, then `character` if it comes next.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipWhitespace()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }
}
