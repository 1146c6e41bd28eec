import WireProtocol

/// The services as scripts/install has installed them: sandboxed units of the host's systemd.
actor SystemdSite: Site {
  nonisolated let name = "systemd"
  nonisolated let directory = "/run/oauth-apps"
  nonisolated let coldStartBound = 120.0

  nonisolated func stateDirectory(of service: ServiceName) -> String { "/var/lib/oauth-apps/\(service.rawValue)" }

  nonisolated func pepper() throws -> [UInt8] {
    try ExternalProgram.run(
      "systemd-creds", "decrypt", "--name=pepper", "/etc/credstore.encrypted/oauth-secret-manager.pepper", "-")
  }

  func restart(issuers: Int) async throws {
    try await onOwnThread {
      try ExternalProgram.run("systemctl", "--quiet", "stop", "oauth-*@*.service")
      // The socket starts the first instance alone, and only while no other serves it.
      guard issuers > 1 else { return }
      let unit = ServiceName.tokenIssuer.executable
      for instance in 1...issuers { try ExternalProgram.run("systemctl", "start", "\(unit)@\(instance).service") }
    }
  }

  func end() async {
    try? await restart(issuers: 1)
  }
}
