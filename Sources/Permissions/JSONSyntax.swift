/// Finds where a text stops being JSON (RFC 8259), which the decoder does not tell.
struct JSONSyntax {
  private struct Fault: Error {}
  private static let maximumDepth = 500

  private let text: [UInt8]
  private var position = 0

  /// `line 3, column 14`, both counted from 1 and the column in bytes; nil if the syntax is right.
  static func firstFault(in text: [UInt8]) -> String? {
    var syntax = JSONSyntax(text: text)
    do {
      try syntax.value(depth: 0)
      guard syntax.position < text.count else { return nil }
    } catch {}
    let before = text[..<syntax.position]
    let newline = UInt8(ascii: "\n")
    let line = before.count { $0 == newline } + 1
    return "line \(line), column \(syntax.position - (before.lastIndex(of: newline) ?? -1))"
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  private mutating func value(depth: Int) throws(Fault) {
    skipSpace()
    guard depth < Self.maximumDepth else { throw Fault() }
    switch next {
    case UInt8(ascii: "{"): try list(closing: "}", depth: depth, isObject: true)
    case UInt8(ascii: "["): try list(closing: "]", depth: depth, isObject: false)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: try number()
    }
    skipSpace()
  }

  private mutating func list(closing: Unicode.Scalar, depth: Int, isObject: Bool) throws(Fault) {
    position += 1
    skipSpace()
    guard !take(closing) else { return }
    repeat {
      if isObject {
        skipSpace()
        try string()
        skipSpace()
        guard take(":") else { throw Fault() }
      }
      try value(depth: depth + 1)
    } while take(",")
    guard take(closing) else { throw Fault() }
  }

  private mutating func string() throws(Fault) {
    guard take("\"") else { throw Fault() }
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Fault() }
      position += 1
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    guard take("\"") else { throw Fault() }
  }

  private mutating func escape() throws(Fault) {
    guard let byte = next, #""\/bfnrtu"#.utf8.contains(byte) else { throw Fault() }
    position += 1
    guard byte == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      guard let digit = next, "0123456789abcdefABCDEF".utf8.contains(digit) else { throw Fault() }
      position += 1
    }
  }

  private mutating func number() throws(Fault) {
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    guard take("e") || take("E") else { return }
    _ = take("+") || take("-")
    try digits()
  }

  private mutating func digits() throws(Fault) {
    let start = position
    while let byte = next, byte &- UInt8(ascii: "0") < 10 { position += 1 }
    guard position > start else { throw Fault() }
  }

  private mutating func literal(_ word: StaticString) throws(Fault) {
    for byte in word.description.utf8 {
      guard next == byte else { throw Fault() }
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, " \t\r\n".utf8.contains(byte) { position += 1 }
  }

  private var next: UInt8? {
    position < text.count ? text[position] : nil
  }
}
