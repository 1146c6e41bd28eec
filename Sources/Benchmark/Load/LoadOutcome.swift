/// What came of a load.
struct LoadOutcome: Sendable {
  /// Of the requests that were answered with a result.
  var latencies = Histogram()
  /// Of those that were refused.
  var refusalLatencies = Histogram()
  /// Results that each connection got.
  var served: [Int] = []
  /// Nanoseconds that are counted: from the first request to the last reply, or those after settling.
  var elapsed: UInt64 = 0
  /// All replies, also those that are not counted.
  var answered = 0
  /// Bytes of the latest reply.
  var replyLength = 0
  /// What ``Load/collected`` asked for.
  var collected: [String] = []

  var requests: Int { Int(latencies.count) }
  var refusals: Int { Int(refusalLatencies.count) }
  /// Results per second.
  var rate: Double { perSecond(requests) }
  var refusalRate: Double { perSecond(refusals) }
  /// Part of the requests that were refused.
  var refusedShare: Double { refusals == 0 ? 0 : Double(refusals) / Double(refusals + requests) }

  private func perSecond(_ count: Int) -> Double {
    elapsed == 0 ? 0 : Double(count) * Double(Instant.second) / Double(elapsed)
  }

  mutating func merge(_ later: LoadOutcome) {
    latencies.merge(later.latencies)
    refusalLatencies.merge(later.refusalLatencies)
    served = served.isEmpty ? later.served : zip(served, later.served).map(+)
    elapsed += later.elapsed
    answered += later.answered
    replyLength = later.replyLength
    collected += later.collected
  }
}
