import FoundationEssentials
import JSON
import RPC
import Synchronization
import WireProtocol

/// A connection to a service that fails, or takes the calling process down with it, where a test wants it.
final class Line: Transport {
  enum Fault: Sendable {
    /// The call does not reach the service.
    case unreachable
    /// The call takes effect, its reply is lost.
    case replyLost
    /// The calling process dies before or after the call takes effect.
    case crash(afterEffect: Bool)
    /// The service neither answers nor goes away, of which the test is told; the call ends when its task is cancelled.
    case hang(begun: @Sendable () -> Void)
    /// Something else happens before the call takes effect.
    case prelude(@Sendable () async throws -> Void)
    /// Something else happens after the call took effect and before its reply.
    case interlude(@Sendable () async throws -> Void)
    /// The service refuses some of the calls.
    case refusal(ServiceError, of: @Sendable (OutgoingRequest) -> Bool)
  }

  private let target: any Transport
  private let faults = Mutex<[String: Fault]>([:])
  private let hasCrashed = Mutex(false)

  init(to target: any Transport) {
    self.target = target
  }

  func set<M: Method>(_ fault: Fault, on method: M.Type) {
    faults.withLock { $0[M.name] = fault }
  }

  func repair() {
    faults.withLock { $0 = [:] }
    hasCrashed.withLock { $0 = false }
  }

  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    guard !hasCrashed.withLock({ $0 }) else { throw Self.unavailable }
    switch faults.withLock({ $0[request.method] }) {
    case nil:
      return try await target.exchange(request)
    case .unreachable?:
      throw Self.unavailable
    case .replyLost?:
      _ = try await target.exchange(request)
      throw Self.unavailable
    case .crash(let afterEffect)?:
      if afterEffect { _ = try await target.exchange(request) }
      crash()
      throw Self.unavailable
    case .hang(let begun)?:
      begun()
      try? await Task.sleep(for: .seconds(86_400))
      throw Self.unavailable
    case .prelude(let body)?:
      do { try await body() } catch { throw Self.unavailable }
      return try await target.exchange(request)
    case .refusal(let refusal, let isRefused)?:
      guard !isRefused(request) else { throw refusal }
      return try await target.exchange(request)
    case .interlude(let body)?:
      let reply = try await target.exchange(request)
      do { try await body() } catch { throw Self.unavailable }
      return reply
    }
  }

  /// A cancelled task writes to no database any more, and nothing goes over the line until it is repaired: no more is
  /// left of the caller than of a killed process.
  private func crash() {
    hasCrashed.withLock { $0 = true }
    withUnsafeCurrentTask { $0?.cancel() }
  }

  private static let unavailable = ServiceError(
    .unavailable, "secret-manager is not reachable", service: "secret-manager")
}
