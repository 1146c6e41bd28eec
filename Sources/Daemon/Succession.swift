import Logging
import ServiceLifecycle

/// Ends a process that can't work as long as it lacks what only another one would be given, a credential above all. The
/// next call starts that one: so what an administrator restores is taken up without a restart.
struct Succession: Service, CustomStringConvertible {
  let health: ServiceHealth
  let logger: Logger
  var period = Duration.seconds(60)

  /// The service group names its services by their description.
  var description: String { "Succession" }

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      repeat { try await Task.sleep(for: period) } while await !health.awaitsNewProcess()
      logger.notice("ends, so that the next call starts it with its unit and credentials as they are then")
    }
  }
}
