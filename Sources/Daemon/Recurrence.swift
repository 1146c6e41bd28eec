import ServiceLifecycle

/// Does a chore at start and once a minute, until the process is told to stop.
struct Recurrence: Service {
  let chore: @Sendable () async -> Void

  private static let period = Duration.seconds(60)

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await chore()
        try await Task.sleep(for: Self.period)
      }
    }
  }
}
