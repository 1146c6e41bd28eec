import Synchronization

/// Numbers that tell things apart and keep no secret: seeded by the system once for the process, then made without
/// asking it.
package enum NameNumbers {
  private static let state = Atomic<UInt64>(.random(in: 0 ... .max))

  /// Never 0. SplitMix64.
  package static func next() -> UInt64 {
    var number = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
    number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
    return max(1, number ^ number >> 31)
  }
}
