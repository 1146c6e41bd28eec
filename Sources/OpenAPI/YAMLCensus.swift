/// How much a text may have of what costs YAML's parser time and memory, told without parsing: each value takes a
/// hundred times its text, and names are compared, which takes without end where they are made of aliases of aliases.
struct YAMLCensus {
  /// How many values there may be at the most.
  private var values = 1
  /// How many anchors there may be, in plain text too.
  private var anchors = 0
  /// The line that may begin a name which is not a plain text.
  private var oddName: Int?

  /// More than any document has that is published.
  private static let mostValues = 2_000_000
  private static let mostAnchors = 1_000

  init(in text: [UInt8]) {
    var line = 1
    var before = UInt8(ascii: "\n")
    for (index, byte) in text.enumerated() {
      let startsToken =
        Self.isBlank(before) || before == UInt8(ascii: "[") || before == UInt8(ascii: "{")
        || before == UInt8(ascii: ",")
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") { values += 1 }
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "&") where startsToken && Self.isName(text, at: index + 1): anchors += 1
      case UInt8(ascii: "*") where startsToken && Self.isKey(text, after: Self.endOfName(text, from: index + 1)),
        UInt8(ascii: "?") where startsToken && Self.isBlank(text, at: index + 1),
        UInt8(ascii: "]") where Self.isKey(text, after: index + 1),
        UInt8(ascii: "}") where Self.isKey(text, after: index + 1):
        oddName = oddName ?? line
      default: break
      }
      before = byte
    }
  }

  /// - Throws: ``ImportFault`` if there are too many values or anchors, or if a name may be made of aliases.
  func requireHarmless() throws(ImportFault) {
    guard values <= Self.mostValues else {
      throw ImportFault("it has more than \(Self.mostValues) values; split it, one for each API")
    }
    guard anchors <= Self.mostAnchors else {
      throw ImportFault("it has more than \(Self.mostAnchors) anchors; write out what they stand for, or use $ref")
    }
    guard let oddName, anchors > 1 else { return }
    throw ImportFault("line \(oddName): with anchors about, a name must be a plain text; put the text into quotes")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

  private static func isBlank(_ text: [UInt8], at index: Int) -> Bool {
    index >= text.count || isBlank(text[index])
  }

  private static func isName(_ text: [UInt8], at index: Int) -> Bool { endOfName(text, from: index) > index }

  private static func endOfName(_ text: [UInt8], from start: Int) -> Int {
    text[min(start, text.count)...].firstIndex { byte in
      let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
      return !isLetter && byte &- UInt8(ascii: "0") >= 10 && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
    } ?? text.count
  }

  /// Whether a colon follows that ends a name.
  private static func isKey(_ text: [UInt8], after start: Int) -> Bool {
    let colon = text[min(start, text.count)...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? text.count
    return colon < text.count && text[colon] == UInt8(ascii: ":") && isBlank(text, at: colon + 1)
  }
}
