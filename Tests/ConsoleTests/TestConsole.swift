import Console
import Daemon
import HTTP
import NIOCore
import NIOPosix
import Permissions
import RPC
import ServiceLifecycle
import SocketTransport
import TestSupport
import WireProtocol

/// The console on a Unix socket in this process, in front of the services of a world.
final class TestConsole: Sendable {
  let world: World
  let losses: LostReplies
  private let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let directory: TemporaryDirectory
  private let group: ServiceGroup
  private let end: Task<Void, any Error>

  private init(_ world: World, _ settings: HTTPSettings) throws {
    self.world = world
    let losses = LostReplies()
    self.losses = losses
    directory = try TemporaryDirectory()
    let loop = threads.next()
    let front = HTTPFront(of: .console, limits: .patient)
    front.open(
      Console(loop: loop, clock: world.clock.clock) { service, session in
        Client(losses.transport(over: world.consoleTransport(to: service)), session: session)
      }, settings)
    let socket = (listener: HTTPListener.console, socket: try ListeningSocket.bind(path: "\(directory.path)/console"))
    let stage = Stage(loop: loop, activity: ServerActivity(logger: .silent), logger: .silent)
    let server = front.service(on: stage, [socket])
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: .silent))
    self.group = group
    end = Task { try await group.run() }
  }

  /// Serves while a test looks.
  static func run(
    settings: HTTPSettings = HTTPSettings(), catalogue: Catalogue = World.catalogue,
    _ test: (TestConsole) async throws -> Void
  ) async throws {
    let world = try await World(catalogue: LiveCatalogue(catalogue))
    let console = try TestConsole(world, settings)
    let result: Result<Void, any Error>
    do { result = .success(try await test(console)) } catch { result = .failure(error) }
    await console.group.triggerGracefulShutdown()
    try await console.end.value
    try await console.threads.shutdownGracefully()
    try await world.end()
    try result.get()
  }

  func connect() throws -> HTTPClient { try HTTPClient(path: "\(directory.path)/console") }

  /// A new link, for an operator or the user that it acts for.
  func link(for user: String? = nil) async throws -> String {
    let code = try await world.client(.appRegistry, as: user).call(SessionsCreate()).linkCode
    return "/enter?code=\(code.revealed)"
  }

  /// A browser that has been signed in.
  func signIn(_ user: String? = nil, fields: [(String, String)] = []) async throws -> TestBrowser {
    let browser = TestBrowser(self, fields: fields)
    let reply = try await browser.get(try await link(for: user))
    guard reply.status == 303 else { throw NotSignedIn(text: reply.text) }
    return browser
  }

  struct NotSignedIn: Error {
    let text: String
  }
}

extension HTTPLimits {
  /// No limit of time is ever reached.
  fileprivate static let patient: HTTPLimits = {
    var limits = HTTPLimits()
    limits.head = .hours(1)
    limits.bodyTime = .hours(1)
    limits.keepAlive = .hours(1)
    limits.unreadAnswer = .hours(1)
    limits.farewell = .milliseconds(1)
    return limits
  }()
}
