import JSON
import Logging
import NIOPosix
import RPC
import SocketTransport
import Synchronization
import WireProtocol

/// Brings requests to the services of a ``World``.
protocol Network: Sendable {
  func serve(_ service: ServiceName, _ dispatcher: Dispatcher) async throws
  func remove(_ service: ServiceName) async throws
  func transport(to service: ServiceName, from caller: Peer) -> any Transport
  /// For a service that the network keeps. It does not keep the network: a world goes with its test.
  func innerTransport(to service: ServiceName, from caller: ServiceName) -> any Transport
}

/// Hands messages over within the process.
final class InProcessNetwork: Network {
  private let dispatchers = Mutex<[ServiceName: Dispatcher]>([:])

  func serve(_ service: ServiceName, _ dispatcher: Dispatcher) {
    dispatchers.withLock { $0[service] = dispatcher }
  }

  func remove(_ service: ServiceName) {
    dispatchers.withLock { $0[service] = nil }
  }

  private func dispatcher(of service: ServiceName) -> Dispatcher? { dispatchers.withLock { $0[service] } }

  func transport(to service: ServiceName, from caller: Peer) -> any Transport {
    Line(service: service, peer: caller) { self.dispatcher(of: service) }
  }

  func innerTransport(to service: ServiceName, from caller: ServiceName) -> any Transport {
    Line(service: service, peer: .service(caller)) { [weak self] in self?.dispatcher(of: service) }
  }

  private struct Line: Transport {
    let service: ServiceName
    let peer: Peer
    let dispatcher: @Sendable () -> Dispatcher?

    func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
      guard let dispatcher = dispatcher() else {
        throw ServiceError(.unavailable, "\(service.rawValue) is stopped", service: service.rawValue)
      }
      return try await InProcessTransport(dispatcher, from: peer).exchange(request)
    }
  }
}

/// Serves each service on a Unix socket of its own, as its daemon does. To the kernel every caller is this process's
/// user.
final class SocketNetwork: Network {
  private let directory: String
  private let servers = Mutex<[ServiceName: Task<Void, any Error>]>([:])

  init(_ directory: String) throws {
    self.directory = directory
  }

  func serve(_ service: ServiceName, _ dispatcher: Dispatcher) async throws {
    try await remove(service)
    let server = SocketServer(
      [try ListeningSocket.bind(path: "\(directory)/\(service.socket)")], dispatcher, trust: .embedded(for: service),
      limits: ServerLimits(),
      loop: MultiThreadedEventLoopGroup.singleton.next(), activity: ServerActivity(logger: .silent), logger: .silent)
    servers.withLock { $0[service] = Task { try await server.run() } }
  }

  func remove(_ service: ServiceName) async throws {
    guard let server = servers.withLock({ $0.removeValue(forKey: service) }) else { return }
    server.cancel()
    try await server.value
  }

  func transport(to service: ServiceName, from caller: Peer) -> any Transport {
    SocketClient(path: "\(directory)/\(service.socket)", service: service)
  }

  func innerTransport(to service: ServiceName, from caller: ServiceName) -> any Transport {
    transport(to: service, from: .service(caller))
  }
}
