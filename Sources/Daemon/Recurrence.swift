import Logging
import ServiceLifecycle

/// Does a chore at start and once a minute, until the process is told to stop.
struct Recurrence: Service, CustomStringConvertible {
  let chore: @Sendable () async throws -> Void
  let logger: Logger

  private static let period = Duration.seconds(60)

  var description: String { "Recurrence" }

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await chore() } catch is CancellationError { return } catch {
          logger.warning("left for the next time: \(error)")
        }
        try await Task.sleep(for: Self.period)
      }
    }
  }
}
