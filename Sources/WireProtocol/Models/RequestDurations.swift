/// How many requests took how long, in a fixed number of buckets. The first has those of up to 100 microseconds, the
/// last those that took longer than 10 seconds.
package enum RequestDurations {
  /// Upper ends in microseconds, each included.
  package static let bounds = [
    100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000,
    10_000_000,
  ]

  package static let none = Array(repeating: 0, count: bounds.count + 1)

  package static func bucket(of microseconds: Int) -> Int {
    bounds.firstIndex { microseconds <= $0 } ?? bounds.count
  }
}
