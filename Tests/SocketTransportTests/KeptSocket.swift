import Glibc
import NIOPosix
import RPC
import ServiceLifecycle
import Synchronization
import TestSupport
import WireProtocol

@testable import SocketTransport

/// A socket that outlives those that serve it, as systemd's does.
final class KeptSocket: Sendable {
  private let path: String
  private let socket: ListeningSocket

  init(in directory: TemporaryDirectory) throws {
    path = "\(directory.path)/s"
    socket = try ListeningSocket.bind(path: path)
  }

  deinit { close(socket.descriptor) }

  /// Serves changes while a test makes some: one server after the other, of which the first is told to stop as soon as
  /// so many changes have been carried out and others wait for their replies.
  func serve(
    with ledger: Ledger, stoppingAt count: Int, _ test: @escaping @Sendable (Client) async throws -> Void
  ) async throws {
    let path = path
    let clients = Task {
      try await test(Client(SocketClient(path: path, service: .tokenIssuer)))
    }
    try await run(ledger, stoppingAt: count)
    let second = Task { try await run(ledger, stoppingAt: nil) }
    let outcome = await clients.result
    second.cancel()
    try await second.value
    try outcome.get()
  }

  private func run(_ ledger: Ledger, stoppingAt count: Int?) async throws {
    let (stops, stop) = AsyncStream<Void>.makeStream()
    if count == 0 { stop.yield() }
    let routes = Interface(Change.self).serve(
      Change.served { change, _ in
        if ledger.carryOut(change.label) == count { stop.yield() }
        // Those before and behind it are answered after the stop has been heard of.
        for _ in 1...change.label { await Task.yield() }
        return change
      })
    let server = SocketServer(
      [ListeningSocket(descriptor: dup(socket.descriptor))], Dispatcher(routes), trust: .embedded(for: .tokenIssuer),
      limits: .patient, loop: MultiThreadedEventLoopGroup.singleton.next(),
      activity: ServerActivity(logger: .silent), logger: .silent)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: .silent))
    let stopping = Task {
      for await _ in stops { await group.triggerGracefulShutdown() }
    }
    try await withTaskCancellationHandler {
      try await group.run()
    } onCancel: {
      stop.yield()
    }
    stopping.cancel()
  }
}
