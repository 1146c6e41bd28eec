import Logging
import NIOCore
import NIOPosix
import RPC
import ServiceLifecycle
import SocketTransport
import SystemCalls
import UnixSignals
import WireProtocol

/// A service at work in this process, or trying to be.
struct ServiceProcess: Sendable {
  private let service: ServiceName
  private let surroundings: Surroundings
  private let logger: Logger
  /// Does all the work of serving.
  private let loop: any EventLoop
  private let moments: Moments
  private let startup: Startup
  private let health: ServiceHealth
  private let activity: ServerActivity
  private let front: (any Front)?
  private let settings: LiveSettings
  private let level: LiveLogLevel

  /// Makes the first attempt to assemble the service.
  init(
    _ service: ServiceName, _ surroundings: Surroundings, _ logger: Logger, _ level: LiveLogLevel,
    front: (any Front)?, assemble: @escaping @Sendable (Daemon) throws -> Assembly
  ) {
    let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    let moments = Moments()
    let startup = Startup(service, logger: logger) {
      try surroundings.check()
      let settings = try Settings.load(surroundings.environment)
      let daemon = Daemon(
        settings: settings, service: service, surroundings: surroundings, loop: loop, moments: moments, logger: logger)
      return Startup.Result(daemon: daemon, assembly: try assemble(daemon))
    }
    startup.attempt()
    let settings = LiveSettings()
    let health = ServiceHealth(service, startup, settings)
    self.service = service
    self.surroundings = surroundings
    self.logger = logger
    self.loop = loop
    self.moments = moments
    self.startup = startup
    self.health = health
    self.front = front
    self.settings = settings
    self.level = level
    activity = ServerActivity(
      logger: logger, fault: { health.reasons.first }, reminder: { health.reminder },
      siblings: Self.siblings(surroundings, logger))
  }

  /// Without them each instance decides for itself when it is idle.
  private static func siblings(_ surroundings: Surroundings, _ logger: Logger) -> Siblings? {
    guard let directory = surroundings.runtimeDirectory else { return nil }
    do throws(SystemError) {
      return try Siblings(path: "\(directory)/instances", isFirst: surroundings.instance == "1")
    } catch {
      logger.warning("instances can't wait for each other before they exit on idle: \(error)")
      return nil
    }
  }

  /// - Parameter idleTimeout: Seconds; 0: never.
  func serve(on sockets: [ListeningSocket], idleTimeout: Int) async throws {
    logger.info("started")
    do {
      let dispatcher = dispatcher()
      try await run(
        [try server(on: sockets, dispatcher, idleTimeout), upkeep, await signals, supervision] + succession
          + frontServices(dispatcher))
    } catch {
      await close()
      throw error
    }
    await close()
  }

  private func dispatcher() -> Dispatcher {
    let places = Places()
    let common = CommonMethods(
      service: service, instance: surroundings.instance, activity: activity, health: health,
      figures: { [activity, startup] in await activity.figures + places.figures + startup.figures() })
    let routes = RouteTable(common.routes + startup.standIns)
    startup.fill(routes)
    return Dispatcher(routes, moments: moments, places: places, observe: observe, sessions: sessions)
  }

  private func server(
    on sockets: [ListeningSocket], _ dispatcher: Dispatcher, _ idleTimeout: Int
  ) throws -> SocketServer {
    var limits = ServerLimits()
    limits.idle = idleTimeout == 0 ? nil : .seconds(Int64(idleTimeout))
    return try SocketServer(
      sockets, dispatcher, trust: surroundings.trustRules(for: service), limits: limits, loop: loop,
      activity: activity, logger: logger)
  }

  private func frontServices(_ dispatcher: Dispatcher) throws -> [any Service] {
    let stage = Stage(loop: loop, activity: activity, logger: logger, dispatcher: dispatcher) { [health] in
      health.reasons.first
    }
    return try front.map { [try $0.service(on: stage)] } ?? []
  }

  private var sessions: SessionCheck {
    { [startup] session, call in try await startup.working().sessions(session, call) }
  }

  /// Takes note of a finished request, also in the audit trail where it is a change that was refused.
  private func observe(_ completion: Completion) {
    activity.record(completion)
    guard completion.failure != nil, completion.method?.auditsRefusals == true else { return }
    startup.result?.assembly.store?.note(completion)
  }

  private var upkeep: Upkeep { Upkeep(startup: startup, health: health, moments: moments, logger: logger) }
  private var signals: Signals {
    get async {
      await Signals(
        reload: Reload(
          surroundings: surroundings, startup: startup, settings: settings, level: level, front: front, health: health,
          activity: activity, logger: logger),
        logger: logger)
    }
  }
  private var supervision: Supervision { Supervision(lifeline: .passed()) }
  /// What `oauthctl up` hands over is read again at each attempt.
  private var succession: [any Service] {
    surroundings.isEmbedded ? [] : [Succession(health: health, logger: logger)]
  }

  /// Runs services until the first of them ends, or the process is told to stop.
  private func run(_ services: [any Service]) async throws {
    // Of libraries their faults only.
    var quiet = logger
    quiet.logLevel = .warning
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
  }

  private func close() async {
    await startup.result?.assembly.store?.close()
  }
}
