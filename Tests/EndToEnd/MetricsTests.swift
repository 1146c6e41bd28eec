import Glibc
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Metrics") struct Metrics {
    private static let directory = "/var/lib/prometheus/node-exporter"
    private static let file = "\(directory)/oauth-apps.prom"

    @Test("What the services that run have counted is written for node_exporter's textfile collector")
    func textfile() async throws {
      _ = try await RunningService(.tokenIssuer)
      try await TestHost.shell("mkdir -p \(Self.directory); systemctl start oauth-apps-metrics.service")
      let text = try await TestHost.shell("cat \(Self.file)")
      #expect(text.hasPrefix("# TYPE oauth_uptime_seconds gauge\n") && text.hasSuffix("\n# EOF"))
      let uptimes = text.split(separator: "\n").filter { $0.hasPrefix("oauth_uptime_seconds{") }
      #expect(uptimes.contains { $0.hasPrefix(#"oauth_uptime_seconds{service="token-issuer",instance="1"} "#) })
      #expect(!text.contains(#"service="console""#))
      #expect(try await ServiceName.console.unit().state == "inactive")
      #expect(try await TestHost.shell("cd \(Self.directory); stat --format '%a %n' $(ls -A)") == "644 oauth-apps.prom")
      try await TestHost.shell("rm -r \(Self.directory)")
    }

    @Test("A service that nobody uses exits while it is watched, and is not started again")
    func watch() async throws {
      try await TestHost.write("OAUTH_APPS_IDLE_TIMEOUT=1", to: TestHost.defaults)
      let journal = try await Journal()
      _ = try await RunningService(.gateway)
      let watch = try Program("/usr/bin/oauthctl", ["watch"])
      try await journal.awaitLine("stopped: idle", of: ServiceName.gateway.unit())
      try await watch.awaitOutput("gateway         -         not running")
      watch.send(signal: SIGINT)
      let ending = try await watch.awaitEnding()
      #expect(ending.status == 130)
      #expect(ending.output.contains("gateway         1         healthy"))
      #expect(try await ServiceName.gateway.unit().state == "inactive")
    }

    @Test("Without the collector's directory nothing is written, and systemd says why")
    func missingDirectory() async throws {
      let outcome = try await Login.root.run(["systemctl", "start", "oauth-apps-metrics.service"])
      #expect(outcome.status != 0 && outcome.errors.contains("Assertion failed"), "\(outcome.errors)")
    }
  }
}
