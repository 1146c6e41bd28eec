import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Signals that end a process that does not expect them, and that people send to daemons in the hope of something else.
struct IgnoredSignals: Service, CustomStringConvertible {
  let logger: Logger

  /// The service group names its services by their description.
  var description: String { "IgnoredSignals" }

  /// Keeps them from ending the process before ``run()`` does.
  static func ignore() {
    for number in [SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE] { signal(number, SIG_IGN) }
  }

  func run() async throws {
    for await signal in await UnixSignalsSequence(trapping: .sighup, .sigusr1, .sigusr2).cancelOnGracefulShutdown() {
      logger.notice("\(signal) is ignored; settings are read at a start: systemctl restart oauth-apps.target")
    }
  }
}
