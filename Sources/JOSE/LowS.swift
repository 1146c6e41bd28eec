/// Which of the two signatures of ES256 that are valid alike, (r, s) and (r, n - s), is the one that this suite makes:
/// the one with the smaller s. A token thus has one text, not two.
enum LowS {
  /// n, the order of P-256's base point (FIPS 186-4 section D.1.2.3), big-endian.
  private static let order: [UInt8] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
  ]

  /// n / 2, rounded down.
  private static let half: [UInt8] = [
    0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
  ]

  /// - Parameter signature: Raw: r and s, 32 bytes each.
  static func isMet(by signature: [UInt8]) -> Bool {
    !half.lexicographicallyPrecedes(signature.suffix(half.count))
  }

  /// The signature or its twin.
  /// - Parameter signature: Raw: r and s, 32 bytes each.
  static func signature(_ signature: [UInt8]) -> [UInt8] {
    guard !isMet(by: signature), signature.count == 2 * order.count else { return signature }
    var twin = signature
    var borrow = 0
    for index in order.indices.reversed() {
      let difference = Int(order[index]) - Int(signature[order.count + index]) - borrow
      borrow = difference < 0 ? 1 : 0
      twin[order.count + index] = UInt8(truncatingIfNeeded: difference)
    }
    return twin
  }
}
