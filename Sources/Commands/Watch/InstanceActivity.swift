import WireProtocol

/// What an instance has done for others between two looks at it.
struct InstanceActivity: Equatable, Sendable {
  /// Of a second, as the other two.
  let requests: Double
  let refused: Double
  let failed: Double
  /// Microseconds within which half of the requests were answered, and 99 of 100: the upper end of a bucket of
  /// ``RequestDurations``, `Int.max` beyond the last; `nil` where there was no request.
  let median: Int?
  let slow: Int?

  static let none = InstanceActivity(requests: 0, refused: 0, failed: 0, median: nil, slow: nil)
}

extension InstanceActivity {
  /// `nil` where what was counted is less than before: another process has the name now.
  init?(from former: ServiceMetrics, to latter: ServiceMetrics, seconds: Double) {
    let requests = latter.forOthers(\.requests) &- former.forOthers(\.requests)
    guard seconds > 0, requests >= 0, latter.connectionsAccepted >= former.connectionsAccepted,
      latter.uptimeSeconds >= former.uptimeSeconds
    else { return nil }
    let durations = RequestDurations.none.indices.map { bucket in
      latter.forOthers { $0.durations.dropFirst(bucket).first ?? 0 }
        &- former.forOthers { $0.durations.dropFirst(bucket).first ?? 0 }
    }
    self.init(
      requests: Double(requests) / seconds,
      refused: Double(latter.forOthers(\.refused) &- former.forOthers(\.refused)) / seconds,
      failed: Double(latter.forOthers(\.failed) &- former.forOthers(\.failed)) / seconds,
      median: Self.bound(of: 0.5, durations), slow: Self.bound(of: 0.99, durations))
  }

  private static func bound(of share: Double, _ durations: [Int]) -> Int? {
    let all = durations.reduce(0, &+)
    guard all > 0 else { return nil }
    var sum = 0
    let bucket = durations.firstIndex { count in
      sum &+= count
      return Double(sum) >= share * Double(all)
    }
    return bucket.flatMap { RequestDurations.bounds.dropFirst($0).first } ?? .max
  }
}

extension ServiceMetrics {
  /// What was counted of one kind, of all methods but those that tell of the service itself, as watching it does.
  func forOthers(_ count: (MethodMetrics) -> Int) -> Int {
    methods.reduce(0) { $1.key.hasPrefix("service.") ? $0 : $0 &+ count($1.value) }
  }
}
