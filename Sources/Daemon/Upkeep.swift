import Logging
import ServiceLifecycle

/// What a service does of its own accord until the process is told to stop: it tries to work as long as it can't, then
/// does its chores at once and every minute, and looks after what was found wrong.
struct Upkeep: Service, CustomStringConvertible {
  let startup: Startup
  let health: ServiceHealth
  let logger: Logger

  private static let period = Duration.seconds(60)

  /// The service group names its services by their description.
  var description: String { "Upkeep" }

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while startup.result == nil {
        try await Task.sleep(for: startup.pause)
        _ = try? await startup.working()
      }
      while !Task.isCancelled {
        for chore in startup.result?.assembly.allChores ?? [] {
          do { try await chore() } catch is CancellationError { return } catch {
            logger.warning("left for the next time: \(error)")
          }
        }
        if !health.reasons.isEmpty { await health.checkParts() }
        try await Task.sleep(for: Self.period)
      }
    }
  }
}
