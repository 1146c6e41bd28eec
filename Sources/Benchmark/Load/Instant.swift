import Glibc

/// Moments and spans in nanoseconds, without what a type of the standard library would cost between two requests.
enum Instant {
  static let second: UInt64 = 1_000_000_000

  /// Of the monotonic clock.
  static func now() -> UInt64 { reading(of: CLOCK_MONOTONIC) ?? 0 }

  /// `nil` for the clock of a process that has ended.
  static func reading(of clock: clockid_t) -> UInt64? {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else { return nil }
    return UInt64(time.tv_sec) * second + UInt64(time.tv_nsec)
  }
}
