import Daemon
import Gateway
import HTTP
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import SocketTransport
import TestSupport
import Testing
import WireProtocol

/// The gateway on Unix sockets in this process, with a thread of its own, in front of the services of a world.
final class TestGateway: Sendable {
  let world: World
  let activity = ServerActivity(logger: .silent)
  let loop: any EventLoop
  private let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let directory: TemporaryDirectory
  private let group: ServiceGroup
  private let end: Task<Void, any Error>

  private init(
    _ world: World, _ limits: HTTPLimits, _ logger: Logger, fault: String?, issuer: String?, clock: LoopClock?
  ) throws {
    self.world = world
    directory = try TemporaryDirectory()
    loop = threads.next()
    let front = HTTPFront(of: .gateway, limits: limits)
    var settings = HTTPSettings()
    settings.writesAccessLines = true
    if fault == nil {
      let client = { [loop] path, service in SocketClient(path: path, service: service, loop: loop) }
      front.open(
        Gateway(
          issuer: world.issuerURL, managementURL: "https://manage.example",
          tokenIssuer: client(issuer ?? world.socketPath(of: .tokenIssuer), .tokenIssuer),
          appRegistry: client(world.socketPath(of: .appRegistry), .appRegistry), now: { clock?.now ?? .now() }),
        settings)
    }
    let sockets = try ServiceName.gateway.definition.listeners.map { [directory] in
      (listener: $0, socket: try ListeningSocket.bind(path: "\(directory.path)/\($0.socket)"))
    }
    let server = front.service(on: Stage(loop: loop, activity: activity, logger: logger) { fault }, sockets)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: .silent))
    self.group = group
    end = Task { try await group.run() }
  }

  /// Serves while a test talks; then stops gateway and services.
  /// - Parameters:
  ///   - world: Of services on sockets; a new one unless one is given.
  ///   - logger: Takes the access lines.
  ///   - fault: Why the gateway can't work; `nil` has it work.
  ///   - issuer: The socket of another issuer than the world's.
  ///   - clock: By which documents become old; the loop's own unless one is given.
  static func run(
    _ world: World? = nil, limits: HTTPLimits = .patient, logger: Logger = .silent, fault: String? = nil,
    issuer: String? = nil, clock: LoopClock? = nil,
    _ test: (TestGateway) async throws -> Void
  ) async throws {
    let world = if let world { world } else { try await World(.sockets) }
    let gateway = try TestGateway(world, limits, logger, fault: fault, issuer: issuer, clock: clock)
    let result: Result<Void, any Error>
    do { result = .success(try await test(gateway)) } catch { result = .failure(error) }
    await gateway.stop()
    try await gateway.awaitEnd()
    try await gateway.threads.shutdownGracefully()
    try await world.end()
    try result.get()
  }

  /// Tells the gateway to stop, as SIGTERM does.
  func stop() async {
    await group.triggerGracefulShutdown()
  }

  /// Returns when the gateway has stopped.
  func awaitEnd() async throws {
    try await end.value
  }

  func connect(_ listener: HTTPListener = .http) throws -> HTTPClient {
    try HTTPClient(path: "\(directory.path)/\(listener.socket)")
  }

  /// What the listener for collectors tells.
  var metrics: String {
    get async throws { try await connect(.metrics).exchange(HTTPText("GET", "/metrics")).text }
  }

  /// Returns when the measurements have a line.
  func awaitMetric(_ line: String) async throws {
    try await waitUntil { try await metrics.contains("\n\(line)\n") }
  }

  /// Sends one request on a connection of its own. The answer must be one that `/openapi.json` tells of.
  func exchange(_ request: HTTPText, on listener: HTTPListener = .http) async throws -> HTTPReply {
    let reply = try await connect(listener).exchange(request)
    let document = try await connect(listener).exchange(HTTPText("GET", "/openapi.json"))
    if document.status == 200 {
      let faults = DescriptionCheck(try document.json).faults(of: reply, to: request)
      #expect(faults.isEmpty, "\(request.method) \(request.target)")
    }
    return reply
  }
}

extension HTTPLimits {
  /// No limit of time is ever reached.
  static let patient = HTTPLimits {
    $0.head = .hours(1)
    $0.bodyTime = .hours(1)
    $0.keepAlive = .hours(1)
    $0.unreadAnswer = .hours(1)
    $0.linger = .hours(1)
    $0.farewell = .milliseconds(1)
  }

  init(_ change: (inout HTTPLimits) -> Void) {
    self.init()
    change(&self)
  }
}
