/// Tells texts apart (FNV-1a, 128 bits). It is no secret and protects nothing.
package struct Fingerprint: Sendable {
  private let value: UInt128

  package init(_ text: some Sequence<UInt8>) {
    value = text.reduce(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d) { ($0 ^ UInt128($1)) &* Self.prime }
  }

  private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

  /// Hex digits.
  package var text: String { String(value, radix: 16) }

  package var bytes: [UInt8] {
    stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt128($0)) }
  }
}
