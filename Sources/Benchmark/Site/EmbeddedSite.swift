import Commands
import FoundationEssentials
import Logging
import SocketTransport
import SystemCalls
import WireProtocol

/// The services as `oauthctl up` runs them, in a directory of their own that goes at the end.
actor EmbeddedSite: DirectorySite {
  nonisolated let directory: String
  nonisolated let http: ListeningAddress
  private let installation: Installation
  private var running: Task<Void, Never>?

  /// - Parameter parent: The directory to make that of the services in; on a disk, or the changes are measured without
  ///   one.
  init(parent: String, installation: Installation) throws {
    http = .internet(host: "127.0.0.1", port: try InternetSocket.freePort(of: "127.0.0.1"))
    directory = Self.directory(in: parent)
    self.installation = installation
  }

  func restart(issuers: Int) async throws {
    await stop()
    let suite = try EmbeddedSuite(
      directory: directory, programs: installation.programs, permissions: installation.permissions,
      http: [.http: [http]], environment: Self.environment, instances: [.tokenIssuer: issuers],
      logger: Logger(label: "oauth-bench") { _ in SwiftLogNoOpLogHandler() })
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
