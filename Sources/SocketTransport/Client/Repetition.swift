import NIOCore
import RPC
import WireProtocol

/// Decides whether a request is sent again: always if it was not carried out, and a few times where that is in doubt,
/// unless it works once.
struct Repetition {
  private let service: ServiceName
  private var attempts = 0
  private var doubts = 0
  /// How often the request is sent while it is not known whether it was carried out.
  private let maximumDoubts: Int

  init(of request: OutgoingRequest, to service: ServiceName) {
    self.service = service
    maximumDoubts = request.worksOnce ? 1 : 3
  }

  /// - Returns: How long to wait before the next attempt: a service that keeps declining is not asked without a pause.
  /// - Throws: What the caller learns instead.
  mutating func pause(after error: any Error) throws(ServiceError) -> Duration {
    switch error {
    case let loss as ConnectionLoss:
      if loss.isInDoubt { doubts += 1 }
      guard doubts < maximumDoubts else { throw loss.error(of: service) }
    case let error as ServiceError:
      guard error.isNotCarriedOut else { throw error }
    default:
      let reason = error is CancellationError ? "the caller waits no longer" : "\(error)"
      throw ServiceError(
        .unavailable, "\(service.rawValue) can't be reached: \(reason)", service: service.rawValue)
    }
    attempts += 1
    return .milliseconds(attempts)
  }
}
