package import Daemon
package import ServiceLifecycle
import Synchronization

/// The HTTP side of the console's process.
package final class ConsoleFront: Front {
  private let console = Mutex<Console?>(nil)

  package init() {}

  /// To be called once.
  package func open(_ console: Console) {
    self.console.withLock { $0 = console }
  }

  package func take(_ settings: HTTPSettings) {}

  package func service(on stage: Stage) -> any Service { Silence() }
}

/// Serves nothing.
private struct Silence: Service {
  func run() async throws { try await gracefulShutdown() }
}
