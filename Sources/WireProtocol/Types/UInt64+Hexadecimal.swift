extension UInt64 {
  private static let digits: StaticString = "0123456789abcdef"

  /// Sixteen lower-case hex digits.
  package var hexadecimal: String {
    String(unsafeUninitializedCapacity: 16) { writeHexadecimal(to: $0) }
  }

  /// - Parameter buffer: Holds sixteen bytes at least.
  /// - Returns: Sixteen.
  func writeHexadecimal(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    for index in 0..<16 {
      buffer[index] = Self.digits.utf8Start[Int(truncatingIfNeeded: self >> (60 - 4 * index)) & 0xF]
    }
    return 16
  }

  /// `nil` unless the text is 1 to 16 lower-case hex digits.
  package init?(lowercaseHexadecimal text: some Collection<UInt8>) {
    guard (1...16).contains(text.count) else { return nil }
    var number: UInt64 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    self = number
  }
}
