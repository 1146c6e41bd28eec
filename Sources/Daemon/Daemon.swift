import Glibc
import Logging
import NIOCore
import NIOPosix
package import RPC
import ServiceLifecycle
import SocketTransport
package import Storage
import UnixSignals
package import WireProtocol

/// A service as a process: settings, log, clients of the other services, and the socket that it serves until it is
/// idle.
package struct Daemon: Sendable {
  package let settings: Settings
  private let service: ServiceName
  private let logger: Logger
  private let loop: any EventLoop

  /// Instances of a service share its socket; two connections reach more than one of them.
  private static let connectionsToEachService = 2

  /// Builds a service and serves it. Leaves the process with status 1, and a line that says why, if it can't start.
  /// - Parameter assemble: Makes the service's routes, and its recurring work if it has any.
  package static func run(_ service: ServiceName, assemble: (Daemon) throws -> Assembly) async {
    signal(SIGPIPE, SIG_IGN)
    // What a daemon makes is its own user's, also without systemd's UMask=.
    umask(0o077)
    CoreDumps.forbid()
    var logger = makeLogger(service, instance: "1")
    do {
      let settings = try await Settings.load()
      logger = makeLogger(service, instance: settings.instance)
      logger.logLevel = settings.logLevel
      let daemon = Daemon(
        settings: settings, service: service, logger: logger,
        loop: MultiThreadedEventLoopGroup(numberOfThreads: 1).next())
      try await daemon.serve(try assemble(daemon))
    } catch {
      logger.critical("can't start: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  /// The service's own database in its state directory. Its changes are told on the service's change page.
  package func store(schema: Schema) throws -> Store {
    guard let directory = getenv("STATE_DIRECTORY").map({ String(cString: $0) }) else {
      throw StartError("no state directory was passed; start this by systemd or by oauthctl up")
    }
    let path = "\(directory)/\(service.rawValue).sqlite"
    return Store(
      path: path, service: service, schema: schema,
      changes: try ChangeSignal(path: changePage(of: service), database: path))
  }

  /// Sees the changes that the instances of a service acknowledge, on a page that is that service's own.
  package func changes(of service: ServiceName) throws -> ChangeWatch {
    // Nobody's where the host does not have the service's user.
    let owner = settings.isEmbedded ? getuid() : try UserDatabase.userID(of: service.user) ?? .max
    return ChangeWatch(path: changePage(of: service), owner: owner)
  }

  private func changePage(of service: ServiceName) -> String {
    "\(settings.runtimeDirectory)/\(service.changePage)"
  }

  /// The bytes of a credential.
  package func credential(_ name: String) throws -> [UInt8] {
    try Credential.read(name)
  }

  /// A client of another service, on the loop that serves this one.
  package func client(of other: ServiceName) -> Client {
    Client(
      SocketClient(
        path: "\(settings.runtimeDirectory)/\(other.socket)", service: other,
        connections: Self.connectionsToEachService, loop: loop))
  }

  private func serve(_ assembly: Assembly) async throws {
    let activity = ServerActivity(logger: logger)
    let routes = assembly.routes + commonRoutes(activity)
    let server = SocketServer(
      try ListeningSocket.adopt(named: service.rawValue), Dispatcher(routes) { activity.record($0) },
      trust: settings.isEmbedded ? .embedded(for: service) : try .host(for: service), limits: limits, loop: loop,
      activity: activity, logger: logger
    )
    let services: [any Service] = [server] + assembly.chores.map { Recurrence(chore: $0, logger: logger) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger))
    logger.info("started")
    do { try await group.run() } catch {
      await assembly.store.close()
      throw error
    }
    await assembly.store.close()
  }

  private var limits: ServerLimits {
    var limits = ServerLimits()
    limits.idle = settings.idleTimeout == 0 ? nil : .seconds(Int64(settings.idleTimeout))
    return limits
  }

  /// For libraries: their faults only.
  private var quietLogger: Logger {
    var logger = logger
    logger.logLevel = .warning
    return logger
  }

  private func commonRoutes(_ activity: ServerActivity) -> [Route] {
    let service = service
    let instance = settings.instance
    let document = Once {
      try Encoded(OpenRPC(title: service.rawValue, methods: service.methods + serviceMethods.descriptions))
    }
    return serviceMethods.serve(
      RPCDiscover.served(encodedBy: { _, _ in try document.value }),
      ServiceStatusGet.served(atOnceBy: { _, _ in
        ServiceStatus(
          service: service, version: productVersion, instance: instance, pid: Int(getpid()),
          uptimeSeconds: activity.uptimeSeconds, connections: activity.openConnections)
      }),
      ServiceMetricsGet.served(atOnceBy: { _, _ in activity.metrics }))
  }

  private static func makeLogger(_ service: ServiceName, instance: String) -> Logger {
    Logger(label: service.executable) { label -> any LogHandler in
      guard JournalLogHandler.isConnected else { return StreamLogHandler.standardError(label: label) }
      return JournalLogHandler(identifier: label, metadata: ["instance": "\(instance)"])
    }
  }
}

/// What a main hands over to be run.
package struct Assembly: Sendable {
  let routes: [Route]
  let store: Store
  let chores: [@Sendable () async throws -> Void]

  /// - Parameters:
  ///   - store: The one that the routes use. It is closed when the last request has been answered.
  ///   - chores: Work that is done at start and once a minute; what fails is tried again the next time.
  package init(routes: [Route], store: Store, chores: [@Sendable () async throws -> Void] = []) {
    self.routes = routes
    self.store = store
    self.chores = chores
  }
}
