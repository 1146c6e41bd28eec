import Glibc
import Logging
import NIOCore
import NIOPosix
import RPC
import ServiceLifecycle
import SocketTransport
import Storage
import UnixSignals
package import WireProtocol

extension Daemon {
  /// Serves a service until it is told to stop or idle for long enough. What keeps the service from working is told to
  /// whoever calls, and tried again: the process leaves with status 1 only where it was given no socket to serve.
  /// - Parameter assemble: Makes the service, as often as needed.
  package static func run(
    _ service: ServiceName, assemble: @escaping @Sendable (Daemon) throws -> Assembly
  ) async {
    IgnoredSignals.ignore()
    // What a daemon makes is its own user's, also without systemd's UMask=.
    umask(0o077)
    CoreDumps.forbid()
    let surroundings = Surroundings.ofProcess
    let settings = (try? Settings.load(surroundings.environment)) ?? .standard
    var logger = makeLogger(service, instance: surroundings.instance)
    logger.logLevel = settings.logLevel
    do {
      let socket = try ListeningSocket.adopt(named: service.rawValue)
      try await serve(service, on: socket, surroundings, idleTimeout: settings.idleTimeout, logger, assemble)
    } catch {
      logger.critical("can't start: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func serve(
    _ service: ServiceName, on socket: ListeningSocket, _ surroundings: Surroundings, idleTimeout: Int,
    _ logger: Logger, _ assemble: @escaping @Sendable (Daemon) throws -> Assembly
  ) async throws {
    let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    let startup = Startup(service, logger: logger) {
      try surroundings.check()
      let daemon = Daemon(
        settings: try Settings.load(surroundings.environment), service: service, surroundings: surroundings, loop: loop
      ) {
        logger.notice("made a new database at \($0)")
      }
      return Startup.Result(daemon: daemon, assembly: try assemble(daemon))
    }
    startup.attempt()
    let health = ServiceHealth(service, startup)
    let activity = ServerActivity(logger: logger) { health.reasons.first }
    let common = CommonMethods(
      service: service, instance: surroundings.instance, activity: activity, health: health)
    let routes = RouteTable(common.routes + startup.standIns)
    startup.fill(routes)
    var limits = ServerLimits()
    limits.idle = idleTimeout == 0 ? nil : .seconds(Int64(idleTimeout))
    let server = SocketServer(
      socket, Dispatcher(routes) { activity.record($0) },
      trust: surroundings.isEmbedded ? .embedded(for: service) : try .host(for: service), limits: limits, loop: loop,
      activity: activity, logger: logger)
    logger.info("started")
    let upkeep = Upkeep(startup: startup, health: health, logger: logger)
    let services: [any Service] = [server, upkeep, IgnoredSignals(logger: logger), Supervision(lifeline: .passed())]
    let ending = await Task { try await run(services, logger) }.result
    await startup.result?.assembly.store.close()
    try ending.get()
  }

  /// Runs services until the first of them ends, or the process is told to stop.
  private static func run(_ services: [any Service], _ logger: Logger) async throws {
    // Of libraries their faults only.
    var quiet = logger
    quiet.logLevel = .warning
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
  }

  private static func makeLogger(_ service: ServiceName, instance: String) -> Logger {
    Logger(label: service.executable) { label -> any LogHandler in
      guard JournalLogHandler.isConnected else { return StreamLogHandler.standardError(label: label) }
      return JournalLogHandler(identifier: label, metadata: ["instance": "\(instance)"])
    }
  }
}
