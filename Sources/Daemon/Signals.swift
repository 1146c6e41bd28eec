import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Signals that do not stop the process: SIGHUP has it read its files again. Others, which people send to daemons in
/// the hope of something else, do nothing.
struct Signals: Service, CustomStringConvertible {
  private let reload: Reload
  private let logger: Logger
  private let received: UnixSignalsSequence

  /// From its return on no signal is missed: the process may be told to reload as soon as it says that it is ready.
  init(reload: Reload, logger: Logger) async {
    self.reload = reload
    self.logger = logger
    received = await UnixSignalsSequence(trapping: .sighup, .sigusr1, .sigusr2)
  }

  /// The service group names its services by their description.
  var description: String { "Signals" }

  /// Keeps them from ending the process before it takes them.
  static func ignore() {
    for number in [SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE] { signal(number, SIG_IGN) }
  }

  func run() async throws {
    for await signal in received.cancelOnGracefulShutdown() {
      if signal == .sighup {
        await reload()
      } else {
        logger.notice("\(signal) is ignored; SIGHUP has the files read again: systemctl reload oauth-apps.target")
      }
    }
  }
}
