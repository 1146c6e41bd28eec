package import JSON
package import NIOCore
import NIOPosix
package import RPC
package import WireProtocol

/// Calls one service over its socket: connects when first needed, pipelines requests over a few connections, connects
/// anew when one has broken.
package final class SocketClient: Transport {
  private let pool: NIOLoopBoundBox<ConnectionPool>
  /// Where the connections live.
  package let loop: any EventLoop
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
    let deadline = Self.deadline(of: request)
    var repetition = Repetition(of: request, to: service)
    while true {
      do { return try await send(request, deadline) } catch {
        let pause = try repetition.pause(after: error)
        try? await Task.sleep(for: pause)
      }
    }
  }

  /// The same for a caller on the client's own loop, where no task is needed.
  /// - Parameter completion: Called on the loop.
  package func exchangeOnLoop(
    _ request: OutgoingRequest, _ completion: @escaping (Result<JSONValue, ServiceError>) -> Void
  ) {
    attempt(request, Self.deadline(of: request), Repetition(of: request, to: service), completion)
  }

  private func attempt(
    _ request: OutgoingRequest, _ deadline: NIODeadline, _ repetition: Repetition,
    _ completion: @escaping (Result<JSONValue, ServiceError>) -> Void
  ) {
    pool.value.call(request, before: deadline) { outcome in
      let error: any Error
      switch outcome {
      case .success(let value): return completion(.success(value))
      case .failure(let failure): error = failure
      }
      var repetition = repetition
      do throws(ServiceError) {
        let pause = TimeAmount(try repetition.pause(after: error))
        self.loop.assumeIsolated().scheduleTask(in: pause) {
          self.attempt(request, deadline, repetition, completion)
        }
      } catch { completion(.failure(error)) }
    }
  }

  private static func deadline(of request: OutgoingRequest) -> NIODeadline {
    .now() + .milliseconds(Int64(request.meta.deadlineMs ?? patienceInMilliseconds))
  }

  private static let patienceInMilliseconds = 30_000

  /// Ends with `CancellationError` when the task is cancelled.
  private func send(_ request: OutgoingRequest, _ deadline: NIODeadline) async throws -> JSONValue {
    let result = loop.makePromise(of: JSONValue.self)
    return try await withTaskCancellationHandler {
      onLoop { pool in
        let call = pool.call(request, before: deadline) { result.completeWith($0) }
        result.futureResult.assumeIsolated().whenFailure { call.fail($0) }
      }
      return try await result.futureResult.get()
    } onCancel: {
      result.fail(CancellationError())
    }
  }

  private func onLoop(_ body: @escaping @Sendable (ConnectionPool) -> Void) {
    if loop.inEventLoop { body(pool.value) } else { loop.execute { body(self.pool.value) } }
  }
}
