import JSON
import RPC
import Synchronization
import WireProtocol

/// What becomes of replies on the way to the console: those of some methods get lost, after the service has done what
/// was asked for.
final class LostReplies: Sendable {
  private let errors = Mutex<[String: ServiceError]>([:])

  /// - Parameter error: What the console has in place of a reply; `nil` lets replies pass again.
  func set<M: Method>(_ error: ServiceError?, of method: M.Type) {
    errors.withLock { $0[M.name] = error }
  }

  func transport(over target: any Transport) -> any Transport { Line(target: target, losses: self) }

  private struct Line: Transport {
    let target: any Transport
    let losses: LostReplies

    func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
      let reply = try await target.exchange(request)
      if let error = losses.errors.withLock({ $0[request.method] }) { throw error }
      return reply
    }
  }
}
