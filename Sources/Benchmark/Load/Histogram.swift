/// How often each latency was seen, in memory that does not grow: a bucket is at most 1/1024 as wide as what it counts.
package struct Histogram: Sendable {
  /// Buckets that each power of two is divided into.
  private static let bits = 10
  private static let divisions = 1 << bits

  private var counts = [UInt64](repeating: 0, count: divisions * (UInt64.bitWidth - bits + 1))
  package private(set) var count: UInt64 = 0
  /// Nanoseconds.
  package private(set) var maximum: UInt64 = 0

  package init() {}

  package mutating func record(_ nanoseconds: UInt64) {
    counts[Self.bucket(of: nanoseconds)] += 1
    count += 1
    maximum = max(maximum, nanoseconds)
  }

  package mutating func merge(_ other: Histogram) {
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    count += other.count
    maximum = max(maximum, other.maximum)
  }

  /// Nanoseconds that so many percent took at the most (nearest rank); `nil` where nothing was recorded.
  package func percentile(_ percent: Double) -> UInt64? {
    guard count > 0 else { return nil }
    let rank = max(1, UInt64((percent * Double(count) / 100).rounded(.up)))
    var seen: UInt64 = 0
    for bucket in counts.indices {
      seen += counts[bucket]
      if seen >= rank { return min(Self.middle(of: bucket), maximum) }
    }
    return maximum
  }

  private static func bucket(of value: UInt64) -> Int {
    guard value >= divisions else { return Int(value) }
    let shift = UInt64.bitWidth - 1 - value.leadingZeroBitCount - bits
    return shift << bits + Int(value >> UInt64(shift))
  }

  private static func middle(of bucket: Int) -> UInt64 {
    guard bucket >= divisions else { return UInt64(bucket) }
    let shift = bucket >> bits - 1
    return UInt64(bucket - shift << bits) << UInt64(shift) + (1 << UInt64(shift)) / 2
  }
}
