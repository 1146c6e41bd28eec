import Commands
import FoundationEssentials
import Logging
import WireProtocol

/// The services as `oauthctl up` runs them, in a directory of their own that goes at the end.
actor EmbeddedSite: Site {
  nonisolated let name = "embedded"
  nonisolated let directory: String
  nonisolated let coldStartBound = 40.0
  private let installation: Installation
  private var running: Task<Void, Never>?

  /// Seconds: no service shall end between two measurements, and none outlive a benchmark that was killed for long.
  private static let idleTimeout = 900

  /// - Parameter parent: The directory to make that of the services in; on a disk, or the changes are measured without one.
  init(parent: String, installation: Installation) {
    directory = "\(parent)/oauth-bench-\(UInt32.random(in: 0 ... .max))"
    self.installation = installation
  }

  nonisolated func stateDirectory(of service: ServiceName) -> String { "\(directory)/state/\(service.rawValue)" }

  nonisolated func pepper() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(directory)/credentials/\(ServiceName.secretManager.rawValue)/pepper")))
  }

  func restart(issuers: Int) async throws {
    await stop()
    let suite = try EmbeddedSuite(
      directory: directory, programs: installation.programs, permissions: installation.permissions,
      environment: ["OAUTH_APPS_LOG_LEVEL": "error", "OAUTH_APPS_IDLE_TIMEOUT": String(Self.idleTimeout)],
      instances: [.tokenIssuer: issuers], logger: Logger(label: "oauth-bench") { _ in SwiftLogNoOpLogHandler() })
    running = Task { await suite.run() }
  }

  func end() async {
    await stop()
    try? FileManager.default.removeItem(atPath: directory)
  }

  private func stop() async {
    running?.cancel()
    await running?.value
    running = nil
  }
}
