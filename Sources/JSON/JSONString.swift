/// Strings as JSON writes them (RFC 8259 section 7).
package enum JSONString {
  /// Appends a text in quotes with what must be escaped escaped.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { content in
      // Most texts have nothing to escape: they are copied in one piece.
      if content.reduce(0, { $0 | escapeMark(of: $1) }) == 0 {
        bytes.append(contentsOf: content)
      } else {
        appendEscaping(content, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaping(_ content: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    for byte in content {
      if escapeMark(of: byte) == 0 {
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

  /// Not 0 if the byte must be escaped. A number, as a loop without branches is one over many bytes at a time.
  private static func escapeMark(of byte: UInt8) -> UInt8 {
    (byte < 0x20 ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
  }
}
