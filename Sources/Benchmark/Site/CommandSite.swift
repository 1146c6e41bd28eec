import FoundationEssentials
import Glibc
import WireProtocol

/// The services of a build as its own `oauthctl up` runs them, in a directory of their own that goes at the end.
actor CommandSite: DirectorySite {
  nonisolated let directory: String
  private let programs: String
  private let permissions: String
  private var running: ExternalProgram?

  /// - Parameters:
  ///   - parent: The directory to make that of the services in.
  ///   - programs: Directory of the executables.
  init(parent: String, programs: String, permissions: String) {
    directory = Self.directory(in: parent)
    self.programs = programs
    self.permissions = permissions
  }

  func restart(issuers: Int) async throws {
    guard issuers == 1 else { throw LoadFault("oauthctl up runs one process of each service") }
    await end(removing: false)
    let settings = Self.environment.map { "\($0)=\($1)" }
    let command = settings + ["\(programs)/oauthctl", "up", "--directory", directory, "--permissions", permissions]
    // It tells where the services listen once they do.
    running = try await onOwnThread { try ExternalProgram.start(command, awaiting: "listen") }
  }

  func end() async { await end(removing: true) }

  private func end(removing: Bool) async {
    if let running { try? await onOwnThread { running.stop() } }
    running = nil
    if removing { try? FileManager.default.removeItem(atPath: directory) }
  }
}
