import Commands
import FoundationEssentials
import Logging
import SocketTransport
import SystemCalls
import WireProtocol

/// The services as `oauthctl up` runs them, in a directory of their own that goes at the end.
actor EmbeddedSite: DirectorySite {
  nonisolated let directory: String
  nonisolated let http: HTTPServer
  private let installation: Installation
  private var running: Task<Void, Never>?

  /// - Parameters:
  ///   - parent: The directory to make that of the services in; on a disk, or the changes are measured without one.
  ///   - isSecure: Whether the gateway speaks TLS.
  init(parent: String, installation: Installation, isSecure: Bool = false) throws {
    directory = Self.directory(in: parent)
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    http = HTTPServer(
      address: .internet(host: "127.0.0.1", port: try InternetSocket.freePort(of: "127.0.0.1")),
      certificate: isSecure ? try OwnCertificate(in: directory) : nil)
    self.installation = installation
  }

  func restart(issuers: Int) async throws {
    await stop()
    let suite = try EmbeddedSuite(
      directory: directory, programs: installation.programs, permissions: installation.permissions,
      http: [.http: [http.address]],
      environment: Self.environment.merging(http.certificate?.environment ?? [:]) { $1 },
      instances: [.tokenIssuer: issuers],
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
