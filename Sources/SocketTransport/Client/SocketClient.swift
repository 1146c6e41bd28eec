package import JSON
package import NIOCore
import NIOPosix
package import RPC
package import WireProtocol

/// Calls one service over its socket: connects when first needed, pipelines requests over a few connections, connects
/// anew when one has broken.
package final class SocketClient: Transport {
  private let pool: NIOLoopBoundBox<ConnectionPool>
  private let loop: any EventLoop
  private let service: ServiceName

  /// - Parameters:
  ///   - path: The service's socket.
  ///   - connections: How many connections requests are spread over. Instances of a service share its socket, so a
  ///     client that stays connected reaches several of them only through several connections.
  package init(
    path: String, service: ServiceName, connections: Int = 1,
    loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
  ) {
    self.loop = loop
    self.service = service
    pool = NIOLoopBoundBox.makeBoxSendingValue(
      ConnectionPool(path: path, service: service, size: connections, loop: loop), eventLoop: loop)
  }

  /// Sends the request again, on another connection, as long as its time lasts: always if it was not carried out, and a
  /// few times where that is in doubt.
  package func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    let deadline =
      NIODeadline.now() + .milliseconds(Int64(request.meta.deadlineMs ?? Self.patienceInMilliseconds))
    var doubts = 0
    var attempts = 0
    while true {
      do {
        // A service that keeps declining is not asked without a pause.
        if attempts > 0 { try await Task.sleep(for: .milliseconds(attempts)) }
        attempts += 1
        return try await send(request, deadline)
      } catch let loss as ConnectionLoss {
        if loss.isInDoubt { doubts += 1 }
        guard doubts < Self.maximumDoubts else { throw loss.error(of: service) }
      } catch let error as ServiceError {
        guard error.isNotCarriedOut else { throw error }
      } catch {
        throw unreachable(error is CancellationError ? "the caller waits no longer" : "\(error)")
      }
    }
  }

  private static let patienceInMilliseconds = 30_000
  /// How often a request is sent of which it is not known whether it was carried out.
  private static let maximumDoubts = 3

  /// Ends with `CancellationError` when the task is cancelled.
  private func send(_ request: OutgoingRequest, _ deadline: NIODeadline) async throws -> JSONValue {
    let result = loop.makePromise(of: JSONValue.self)
    return try await withTaskCancellationHandler {
      onLoop { pool in pool.send(PendingCall(request, to: self.service, deadline: deadline, result: result)) }
      return try await result.futureResult.get()
    } onCancel: {
      result.fail(CancellationError())
    }
  }

  private func onLoop(_ body: @escaping @Sendable (ConnectionPool) -> Void) {
    if loop.inEventLoop { body(pool.value) } else { loop.execute { body(self.pool.value) } }
  }

  private func unreachable(_ reason: String) -> ServiceError {
    ServiceError(.unavailable, "\(service.rawValue) can't be reached: \(reason)", service: service.rawValue)
  }
}
