/// What came of a load.
struct LoadOutcome: Sendable {
  var latencies = Histogram()
  /// Nanoseconds from the first request to the last reply.
  var elapsed: UInt64 = 0
  /// Bytes of the latest reply.
  var replyLength = 0
  /// What ``Load/collected`` asked for.
  var collected: [String] = []

  var requests: Int { Int(latencies.count) }
  /// Replies per second.
  var rate: Double { elapsed == 0 ? 0 : Double(requests) * Double(Instant.second) / Double(elapsed) }

  mutating func merge(_ later: LoadOutcome) {
    latencies.merge(later.latencies)
    elapsed += later.elapsed
    replyLength = later.replyLength
    collected += later.collected
  }
}
