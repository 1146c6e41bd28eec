import Glibc
import Logging
import SocketTransport
package import WireProtocol

extension Daemon {
  /// Serves a service until it is told to stop or idle for long enough. What keeps the service from working is told to
  /// whoever calls, and tried again: the process leaves with status 1 only where it was given no socket to serve.
  /// - Parameters:
  ///   - front: What else is served.
  ///   - inspections: What ``Inspection`` looks at beside settings, catalogues and keys.
  ///   - assemble: Makes the service, as often as needed.
  package static func run(
    _ service: ServiceName, front: (any Front)? = nil, inspections: [Inspection.Part] = [],
    assemble: @escaping @Sendable (Daemon) throws -> Assembly
  ) async {
    Signals.ignore()
    if CommandLine.arguments.count > 1 {
      exit(Inspection(service, .ofProcess, inspections).run(CommandLine.arguments.dropFirst()))
    }
    // What a daemon makes is its own user's, also without systemd's UMask=.
    umask(0o077)
    let surroundings = Surroundings.ofProcess
    // Under oauthctl up the user's own programs have the keys as well.
    CoreDumps.forbid(isOpen: surroundings.isEmbedded)
    let settings = (try? Settings.load(surroundings.environment)) ?? .standard
    let level = LiveLogLevel(settings.logLevel)
    let logger = makeLogger(service, instance: surroundings.instance, level)
    do {
      let sockets = try ListeningSocket.adopt(named: service.rawValue)
      let process = ServiceProcess(service, surroundings, logger, level, front: front, assemble: assemble)
      try await process.serve(on: sockets, idleTimeout: settings.idleTimeout)
    } catch {
      logger.critical("can't start: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func makeLogger(_ service: ServiceName, instance: String, _ level: LiveLogLevel) -> Logger {
    Logger(label: service.executable) { label -> any LogHandler in
      guard JournalLogHandler.isConnected else {
        return LevelledLogHandler(StreamLogHandler.standardError(label: label), level)
      }
      return LevelledLogHandler(JournalLogHandler(identifier: label, metadata: ["instance": "\(instance)"]), level)
    }
  }
}
