import Glibc
import Logging
import SocketTransport
package import WireProtocol

extension Daemon {
  /// Serves a service until it is told to stop or idle for long enough. What keeps the service from working is told to
  /// whoever calls, and tried again: the process leaves with status 1 only where it was given no socket to serve.
  /// - Parameters:
  ///   - front: What else is served.
  ///   - assemble: Makes the service, as often as needed.
  package static func run(
    _ service: ServiceName, front: (any Front)? = nil, assemble: @escaping @Sendable (Daemon) throws -> Assembly
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
      let process = ServiceProcess(service, surroundings, logger, front: front, assemble: assemble)
      try await process.serve(on: socket, idleTimeout: settings.idleTimeout)
    } catch {
      logger.critical("can't start: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func makeLogger(_ service: ServiceName, instance: String) -> Logger {
    Logger(label: service.executable) { label -> any LogHandler in
      guard JournalLogHandler.isConnected else { return StreamLogHandler.standardError(label: label) }
      return JournalLogHandler(identifier: label, metadata: ["instance": "\(instance)"])
    }
  }
}
