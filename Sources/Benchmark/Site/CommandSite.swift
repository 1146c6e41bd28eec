import FoundationEssentials
import Glibc
import WireProtocol

/// The services of a build as its own `oauthctl up` runs them, in a directory of their own that goes at the end.
actor CommandSite: Site {
  nonisolated let name = "embedded"
  nonisolated let directory: String
  nonisolated let coldStartBound = 40.0
  private let programs: String
  private let permissions: String
  private var running: Program?

  /// - Parameters:
  ///   - parent: The directory to make that of the services in.
  ///   - programs: Directory of the executables.
  init(parent: String, programs: String, permissions: String) {
    directory = "\(parent)/oauth-bench-\(UInt32.random(in: 0 ... .max))"
    self.programs = programs
    self.permissions = permissions
  }

  nonisolated func stateDirectory(of service: ServiceName) -> String { "\(directory)/state/\(service.rawValue)" }

  nonisolated func pepper() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(directory)/credentials/\(ServiceName.secretManager.rawValue)/pepper")))
  }

  func restart(issuers: Int) async throws {
    guard issuers == 1 else { throw LoadFault("oauthctl up runs one process of each service") }
    await end(removing: false)
    let command = [
      "OAUTH_APPS_LOG_LEVEL=error", "OAUTH_APPS_IDLE_TIMEOUT=900", "\(programs)/oauthctl", "up", "--directory", directory,
      "--permissions", permissions,
    ]
    // It tells where the services listen once they do.
    running = try await onOwnThread { try Program.start(command, awaiting: "listen") }
  }

  func end() async { await end(removing: true) }

  private func end(removing: Bool) async {
    if let running { try? await onOwnThread { running.stop() } }
    running = nil
    if removing { try? FileManager.default.removeItem(atPath: directory) }
  }
}
