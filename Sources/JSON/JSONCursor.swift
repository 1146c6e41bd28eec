/// Reads a JSON text (RFC 8259) once from its start to its end, strictly: valid UTF-8, surrogates in pairs, and within
/// limits. Allocates only for the strings it returns and for the names of an object's members.
///
/// A container is entered, then ``nextName(_:)`` or ``nextElement()`` tells whether another value follows; that one is
/// read or passed over before the next is asked for.
package struct JSONCursor {
  /// Valid as long as the call that lent them.
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: JSONLimits
  /// Of the byte that is read next. Where a value is expected, that is its first byte.
  package internal(set) var position = 0
  private var depth = 0
  /// Whether a container has been entered and nothing of it read.
  private var isAtFirst = false

  /// Stands at the text's first byte that is not white space.
  package init(_ text: UnsafeRawBufferPointer, limits: JSONLimits) {
    bytes = text.assumingMemoryBound(to: UInt8.self)
    self.limits = limits
    skipWhitespace()
  }

  package mutating func enterObject() throws(JSONFault) {
    try enter("{", orFault: "expected an object")
  }

  package mutating func enterArray() throws(JSONFault) {
    try enter("[", orFault: "expected an array")
  }

  /// Where the content of a string stands between its quotation marks, and whether that holds escapes.
  struct StringContent {
    let range: Range<Int>
    let isEscaped: Bool
  }

  /// The name of the object's next member, with its escapes resolved so that "a" and "\u0061" count as the same; nil at
  /// its end.
  /// - Parameter names: Those before it; empty at first.
  package mutating func nextName(_ names: inout JSONNames) throws(JSONFault) -> String? {
    guard let name = try nextMember(&names) else { return nil }
    return try text(of: name)
  }

  /// As ``nextName(_:)``, for a reader that wants to know where the name stands.
  mutating func nextMember(_ names: inout JSONNames) throws(JSONFault) -> StringContent? {
    guard try advance(closing: "}", orFault: "expected ',' or '}' in an object") else { return nil }
    let start = position
    guard next == UInt8(ascii: "\"") else { throw fault("expected a member name in quotes") }
    let name = try scanString()
    let isNew = limits.allowsRepeatedNames ? true : try names.insert(name, of: self)
    guard isNew else {
      throw JSONFault("member \(String(reflecting: try text(of: name).shortened())) stands twice", at: start)
    }
    guard names.count <= limits.members else {
      throw JSONFault("an object has more than \(limits.members) members", at: start)
    }
    skipWhitespace()
    guard take(":") else { throw fault("expected ':' after a member name") }
    skipWhitespace()
    return name
  }

  /// Whether the array goes on.
  package mutating func nextElement() throws(JSONFault) -> Bool {
    try advance(closing: "]", orFault: "expected ',' or ']' in an array")
  }

  /// Passes over a value of any kind and checks all of it.
  package mutating func skipValue() throws(JSONFault) {
    switch next {
    case UInt8(ascii: "{"):
      try enterObject()
      var names = JSONNames()
      while try nextMember(&names) != nil { try skipValue() }
    case UInt8(ascii: "["):
      try enterArray()
      while try nextElement() { try skipValue() }
    case UInt8(ascii: "\""): _ = try scanString()
    case UInt8(ascii: "t"): try skip("true")
    case UInt8(ascii: "f"): try skip("false")
    case UInt8(ascii: "n"): try skip("null")
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: _ = try number()
    case nil: throw fault("the text ends inside a value")
    default: throw fault("expected a value")
    }
  }

  /// Whether nothing but white space is left.
  package mutating func isAtEnd() -> Bool {
    skipWhitespace()
    return next == nil
  }

  /// The byte that is read next, or nil at the end.
  package var next: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  package func fault(_ reason: String) -> JSONFault {
    JSONFault(reason, at: position)
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func enter(_ opening: Unicode.Scalar, orFault reason: String) throws(JSONFault) {
    guard next == UInt8(ascii: opening) else { throw fault(reason) }
    guard depth < limits.depth else { throw fault("nested deeper than \(limits.depth) levels") }
    position += 1
    depth += 1
    isAtFirst = true
  }

  /// Goes on to the container's next value, or past its end and returns false.
  private mutating func advance(closing: Unicode.Scalar, orFault reason: String) throws(JSONFault) -> Bool {
    skipWhitespace()
    let wasAtFirst = isAtFirst
    isAtFirst = false
    if !wasAtFirst, take(",") {
      skipWhitespace()
      return true
    }
    if take(closing) {
      depth -= 1
      return false
    }
    guard wasAtFirst else { throw fault(reason) }
    return true
  }

  private mutating func skip(_ word: StaticString) throws(JSONFault) {
    for byte in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard next == byte else { throw fault("expected \(word)") }
      position += 1
    }
  }

  private mutating func skipWhitespace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }
}
