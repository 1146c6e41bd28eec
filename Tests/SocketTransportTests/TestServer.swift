import Dispatch
import Logging
import NIOCore
import NIOPosix
import RPC
import ServiceLifecycle
import SocketTransport
import TestSupport
import WireProtocol

/// The real server on a real socket, in this process, on a thread of its own.
final class TestServer: Sendable {
  let socketPath: String
  let jobs = Jobs()
  let activity = ServerActivity(logger: .silent)
  private let directory: TemporaryDirectory
  private let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let group: ServiceGroup
  private let end: Task<Void, any Error>

  private init(_ limits: ServerLimits, _ trust: TrustRules, in directory: TemporaryDirectory) throws {
    self.directory = directory
    socketPath = "\(directory.path)/s"
    let server = SocketServer(
      [try .bind(path: socketPath)], jobs, limits, threads.next(), activity, trust)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: .silent))
    self.group = group
    end = Task { try await group.run() }
  }

  /// Serves while a test talks; then lets go of every job and stops.
  /// - Parameter directory: Where the socket is to be; one of its own unless said otherwise.
  static func run(
    _ limits: ServerLimits = .patient, trust: TrustRules = .embedded(for: .secretManager),
    in directory: TemporaryDirectory? = nil,
    _ test: (TestServer) async throws -> Void
  ) async throws {
    let server = try TestServer(limits, trust, in: directory ?? TemporaryDirectory())
    let result: Result<Void, any Error>
    do { result = .success(try await test(server)) } catch { result = .failure(error) }
    server.jobs.releaseAll()
    await server.stop()
    try await server.awaitEnd()
    try await server.threads.shutdownGracefully()
    try result.get()
  }

  /// Tells the server to stop, as SIGTERM does.
  func stop() async {
    await group.triggerGracefulShutdown()
  }

  /// Returns when the server has stopped.
  func awaitEnd() async throws {
    try await end.value
  }

  /// From when this returns, the server does nothing until the semaphore is signalled.
  /// - Parameter time: For which the server goes on before.
  func pause() async -> DispatchSemaphore {
    let (beginning, end) = pause(after: .zero)
    for await _ in beginning { break }
    return end
  }

  /// Has the server do nothing, once it has gone on for so long, until the semaphore is signalled.
  func pause(after time: TimeAmount) -> (beginning: AsyncStream<Void>, end: DispatchSemaphore) {
    let end = DispatchSemaphore(value: 0)
    let (beginning, begin) = AsyncStream.makeStream(of: Void.self)
    threads.next().scheduleTask(in: time) {
      begin.yield()
      end.wait()
    }
    return (beginning, end)
  }

  /// Returns when the server has looked at its sockets a few times: before each pause it does.
  func lookAtSockets() async {
    for _ in 1...5 {
      let pause = pause(after: .milliseconds(1))
      for await _ in pause.beginning { break }
      pause.end.signal()
    }
  }

  func connect() throws -> RawConnection {
    try RawConnection(path: socketPath)
  }
}

extension SocketServer {
  init(
    _ sockets: [ListeningSocket], _ jobs: Jobs, _ limits: ServerLimits, _ loop: any EventLoop,
    _ activity: ServerActivity, _ trust: TrustRules = .embedded(for: .secretManager)
  ) {
    self.init(
      sockets, Dispatcher(jobs.routes, places: Places(limits.shares)), trust: trust, limits: limits, loop: loop,
      activity: activity, logger: .silent)
  }
}

extension ServerLimits {
  /// No limit of time is ever reached.
  static let patient = ServerLimits {
    $0.idle = nil
    $0.partialFrame = .hours(1)
    $0.unreadReplies = .hours(1)
    $0.drain = .hours(1)
  }

  init(_ change: (inout ServerLimits) -> Void) {
    self.init()
    change(&self)
  }
}
