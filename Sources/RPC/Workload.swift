import Synchronization
import WireProtocol

/// The requests of a service that wait for something: another service, the disk.
final class Workload: Sendable {
  private let limit: Int
  private let requests = Atomic(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// - Throws: `too_many_requests` at the limit: what can't be begun soon is better sent again later than kept waiting.
  func begin() throws(ServiceError) {
    guard requests.add(1, ordering: .relaxed).newValue <= limit else {
      end()
      throw ServiceError(.tooManyRequests, "\(limit) requests are at work already; try again later")
    }
  }

  func end() {
    requests.subtract(1, ordering: .relaxed)
  }
}
