import FoundationEssentials
import WireProtocol

/// A site below a directory of its own, laid out as `oauthctl up` does it.
protocol DirectorySite: Site {}

extension DirectorySite {
  nonisolated var name: String { "embedded" }
  nonisolated var coldStartBound: Double { 40 }

  nonisolated func stateDirectory(of service: ServiceName) -> String { "\(directory)/state/\(service.rawValue)" }

  nonisolated func pepper() throws -> [UInt8] {
    [UInt8](
      try Data(contentsOf: URL(filePath: "\(directory)/credentials/\(ServiceName.secretManager.rawValue)/pepper")))
  }

  /// A new one; it does not exist yet.
  static func directory(in parent: String) -> String { "\(parent)/oauth-bench-\(UInt32.random(in: 0 ... .max))" }

  /// What the daemons are told: no service shall end between two measurements, and none outlive a benchmark that was
  /// killed for long.
  static var environment: [String: String] { ["OAUTH_APPS_LOG_LEVEL": "error", "OAUTH_APPS_IDLE_TIMEOUT": "900"] }
}
