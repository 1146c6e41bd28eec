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

  package func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    let deadline =
      NIODeadline.now() + .milliseconds(Int64(request.meta.deadlineMs ?? Self.patienceInMilliseconds))
    var attempt = 1
    while true {
      do { return try await send(request, deadline) } catch let loss as ConnectionLoss {
        guard loss.permitsRepeating(request), attempt < Self.maximumAttempts else { throw loss.error(of: service) }
        attempt += 1
      } catch let error as ServiceError {
        throw error
      } catch {
        throw ServiceError(.unavailable, "\(service.rawValue) can't be reached: \(error)", service: service.rawValue)
      }
    }
  }

  private static let patienceInMilliseconds = 30_000
  /// How often a request is sent whose connection keeps breaking.
  private static let maximumAttempts = 3

  private func send(_ request: OutgoingRequest, _ deadline: NIODeadline) async throws -> JSONValue {
    let result = loop.makePromise(of: JSONValue.self)
    if loop.inEventLoop {
      pool.value.send(request, deadline, result)
    } else {
      loop.execute { self.pool.value.send(request, deadline, result) }
    }
    return try await result.futureResult.get()
  }
}

/// A connection that broke with a request on it.
struct ConnectionLoss: Error {
  /// Whether the request had been written: then nobody knows what became of it.
  let wasSent: Bool

  /// What was never sent may always be sent, and what does no harm twice.
  func permitsRepeating(_ request: OutgoingRequest) -> Bool {
    !wasSent || request.isRepeatable
  }

  func error(of service: ServiceName) -> ServiceError {
    let outcome = wasSent ? "it is not known whether the request was carried out" : "the request was not carried out"
    return ServiceError(
      .unavailable, "the connection to \(service.rawValue) broke; \(outcome)", service: service.rawValue)
  }
}
