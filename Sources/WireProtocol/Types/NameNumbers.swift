import Synchronization

/// Numbers that tell things apart and keep no secret: seeded by the system once for the process, then made without
/// asking it.
package enum NameNumbers {
  private static let state = Atomic<UInt64>(.random(in: 0 ... .max))

  /// Never 0.
  package static func next() -> UInt64 {
    max(1, SplitMix64.mixed(state.wrappingAdd(SplitMix64.increment, ordering: .relaxed).newValue))
  }
}
