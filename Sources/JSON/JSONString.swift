/// Strings as JSON writes them (RFC 8259 section 7).
package enum JSONString {
  /// Appends a text in quotes with what must be escaped escaped.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { content in
      // Most texts have nothing to escape: they are copied in one piece.
      if !content.holdsEscaped {
        bytes.append(contentsOf: content)
      } else {
        appendEscaping(content, to: &bytes)
      }
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
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a byte is among them that must be escaped. Without a branch in it the loop is one over many bytes at a
  /// time.
  fileprivate var holdsEscaped: Bool {
    var found: UInt8 = 0
    for byte in self {
      found |= (byte < 0x20 ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
    }
    return found != 0
  }
}
