import Synchronization
import WireProtocol

/// What the services have counted in the last hour, as far as somebody has looked; kept in memory.
final class Gauges: Sendable {
  /// What was seen of a process of a service.
  struct Sample: Sendable {
    let date: Timestamp
    let pid: Int
    let requests: Double
    let refused: Double
    let microseconds: Double
    /// Of memory.
    let megabytes: Double?
  }

  /// Between two samples of what happened in between.
  struct Rate: Sendable {
    let date: Timestamp
    /// Per second.
    let requests: Double
    let refused: Double
    /// Milliseconds of one request, on average.
    let latency: Double
  }

  private let samples = Mutex<[ServiceName: [Sample]]>([:])
  private static let memory = 3600
  private static let most = 360

  func add(_ sample: Sample, of service: ServiceName) {
    samples.withLock { samples in
      let recent = (samples[service] ?? []).filter { $0.date + Self.memory > sample.date }
      samples[service] = Array((recent + [sample]).suffix(Self.most))
    }
  }

  /// The memory of one process, as often as it was seen.
  func megabytes(of service: ServiceName, pid: Int) -> [Double] {
    samples.withLock { $0[service] ?? [] }.filter { $0.pid == pid }.compactMap(\.megabytes)
  }

  /// Of processes that were seen at least twice.
  func rates(of service: ServiceName) -> [Rate] {
    let all = samples.withLock { $0[service] ?? [] }
    var latest: [Int: Sample] = [:]
    return all.compactMap { sample in
      defer { latest[sample.pid] = sample }
      guard let former = latest[sample.pid], sample.date > former.date, sample.requests >= former.requests
      else { return nil }
      let seconds = Double(sample.date.secondsSince1970 - former.date.secondsSince1970)
      let requests = sample.requests - former.requests
      return Rate(
        date: sample.date, requests: requests / seconds, refused: (sample.refused - former.refused) / seconds,
        latency: requests == 0 ? 0 : (sample.microseconds - former.microseconds) / requests / 1000)
    }
  }
}

extension Gauges.Sample {
  init(_ metrics: ServiceMetrics, pid: Int, at date: Timestamp) {
    self.init(
      date: date, pid: pid, requests: Double(metrics.total(\.requests)), refused: Double(metrics.total(\.refused)),
      microseconds: Double(metrics.total(\.microseconds)),
      megabytes: metrics[.residentMemoryBytes].map { Double($0) / 1_000_000 })
  }
}
