import ServiceLifecycle
import SocketTransport

/// Stops a daemon that `oauthctl up` started when that has ended, in whatever way.
struct Supervision: Service, CustomStringConvertible {
  let lifeline: Lifeline?

  /// The service group names its services by their description.
  var description: String { "Supervision" }

  func run() async throws {
    guard let lifeline else { return try await gracefulShutdown() }
    await cancelWhenGracefulShutdown { await lifeline.awaitEnd() }
  }
}
