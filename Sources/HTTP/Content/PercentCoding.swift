/// The coding of forms: "+" for a blank, "%XX" for a byte.
package enum PercentCoding {
  /// `nil` for a broken escape, NUL, and what is not UTF-8.
  package static func decode(_ text: ArraySlice<UInt8>) -> String? {
    guard !text.consists(of: isPlain) else { return String(validating: text, as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
      guard bytes.last != 0 else { return nil }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Few values hold anything else.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "%") && byte != UInt8(ascii: "+") && byte != 0
  }

  /// RFC 3986 section 2.3: all but unreserved characters as escapes.
  package static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        String(UnicodeScalar(byte))
      default:
        "-._~".utf8.contains(byte)
          ? String(UnicodeScalar(byte))
          : "%" + [byte >> 4, byte & 0xF].map { String($0, radix: 16, uppercase: true) }.joined()
      }
    }.joined()
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
