/// The two directions of JSON string escapes (RFC 8259 section 7).
package enum JSONString {
  /// The two-character escapes: the byte after the backslash, and the byte that it stands for.
  static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  /// Appends a text in quotes with what must be escaped escaped.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { content in
      // Most texts have nothing to escape: they are copied in one piece.
      if content.allSatisfy({ !mustEscape($0) }) { bytes.append(contentsOf: content) } else { appendEscaping(content, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaping(_ content: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    for byte in content {
      if !mustEscape(byte) {
        bytes.append(byte)
      } else if byte < 0x20 {
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: (byte < 16 ? "0" : "").utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
      } else {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      }
    }
  }

  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Resolves the escapes of a string's content that a ``JSONScanner`` has passed.
  static func unescaped(_ content: String) -> String {
    var units: [UInt16] = []
    var rest = content.utf16[...]
    while let unit = rest.popFirst() {
      guard unit == UInt16(UInt8(ascii: "\\")), let escape = rest.popFirst() else {
        units.append(unit)
        continue
      }
      if escape == UInt16(UInt8(ascii: "u")) {
        units.append(UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16) ?? 0xFFFD)
        rest = rest.dropFirst(4)
      } else {
        units.append(simpleEscapes[UInt8(truncatingIfNeeded: escape)].map(UInt16.init) ?? escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
