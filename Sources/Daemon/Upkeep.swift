import Logging
import Permissions
import RPC
import ServiceLifecycle

/// What a service does of its own accord until the process is told to stop: it tries to work as long as it can't, then
/// looks whether its credentials fit, does its chores at once and every minute, looks after what was found wrong, and
/// follows the files of its catalogue.
struct Upkeep: Service, CustomStringConvertible {
  let startup: Startup
  let health: ServiceHealth
  /// What is looked at here is looked at anew, though nothing may have arrived for long.
  let moments: Moments
  let logger: Logger

  private static let period = Duration.seconds(60)
  /// Between two looks at the catalogue's files.
  private static let glance = Duration.seconds(2)

  /// The service group names its services by their description.
  var description: String { "Upkeep" }

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while startup.result == nil {
        try await Task.sleep(for: startup.pause)
        _ = try? await startup.working()
      }
      await health.checkCredentials()
      while !Task.isCancelled {
        for chore in startup.result?.assembly.allChores ?? [] {
          moments.pass()
          do { try await chore() } catch is CancellationError { return } catch {
            logger.warning("left for the next time: \(error)")
          }
        }
        if !health.reasons.isEmpty { await check() }
        try await followCatalogue()
      }
    }
  }

  private func check() async {
    moments.pass()
    await health.checkParts()
  }

  /// Until the next chores are due.
  private func followCatalogue() async throws {
    let end = ContinuousClock.now + Self.period
    guard let catalogue = startup.result?.assembly.catalogue else { return try await Task.sleep(until: end) }
    while .now < end {
      try await Task.sleep(for: Self.glance)
      if catalogue.refresh(logger) { await check() }
    }
  }
}
