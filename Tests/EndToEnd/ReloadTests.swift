import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Reload") struct Reloads {
    private let target = Unit(name: "oauth-apps.target")
    private let unit = ServiceName.tokenIssuer.unit()

    private func configure(_ text: String) async throws {
      try await TestHost.write(text, to: "\(TestHost.scratch)/etc/config.json")
    }

    /// Shows the services a directory in place of /etc/oauth-apps, and starts them.
    private func start(_ text: String) async throws {
      try await configure(text)
      for service in ServiceName.allCases {
        try await TestHost.addDropIn(
          "[Service]\nBindReadOnlyPaths=\(TestHost.scratch)/etc:/etc/oauth-apps", to: service.template)
      }
      try await TestHost.stopServices()
      #expect(try await Login.root.oauthctl("status").status == 0)
    }

    @Test("Reloading the target has every service take up what has changed, as it runs, and loses no request")
    func target() async throws {
      try await start("{}")
      let journal = try await Journal()
      let processes = try await ServiceName.allCases.asyncMap { try await $0.unit().mainPID }
      let storm = ConnectStorm(to: .tokenIssuer)
      async let tally = storm.rage(clients: 2)
      try await configure(#"{"log_level": "debug", "issuer": "https://new.example"}"#)
      for _ in 1...10 {
        try await Command("systemctl", "reload", target.name).output()
        try await TestHost.awaitJobs()
      }
      for service in ServiceName.allCases { try await journal.awaitLine("reloaded", of: service.unit()) }
      storm.end()
      #expect(await tally.failures == [])
      #expect(await tally.toRepeat == 0)
      #expect(try await ServiceName.allCases.asyncMap { try await $0.unit().mainPID } == processes)

      try await journal.awaitLine("changed settings hold from the next start on: issuer", of: unit)
      try await waitUntil { try await unit.property("StatusText").contains("changed for the next start: issuer") }
      _ = try ServiceConnection(to: .tokenIssuer).call(MetadataGet())
      #expect(try await journal.entries("OAUTH_METHOD=metadata.get").map(\.priority) == ["7"])
      #expect(try ServiceConnection(to: .tokenIssuer).call(MetadataGet()).issuer == "https://localhost")
    }

    @Test("A reload with a faulty file fails with place and cure in the journal, and the services go on as they were")
    func refused() async throws {
      try await start("{}")
      let journal = try await Journal()
      let process = try await unit.mainPID
      try await configure("{\n\"isuer\": 1}")
      let reload = try await Command("systemctl", "reload", unit.name).run()
      #expect(reload.status != 0)
      let fault = "oauth-token-issuer: /etc/oauth-apps/config.json: line 2"
      try await journal.awaitLine(fault, of: unit)
      let errors = try await journal.entries("_SYSTEMD_UNIT=\(unit)", "PRIORITY=3")
      #expect(errors.contains { $0.message.hasPrefix(fault) })
      #expect(try await unit.state == "active")
      #expect(try await unit.mainPID == process)
      #expect(try await Login.root.oauthctl("status").status == 0)

      try await unit.kill("SIGHUP")
      try await journal.awaitLine("can't take up the settings: /etc/oauth-apps/config.json: line 2", of: unit)
      let status = try await Login.root.oauthctl("status")
      #expect(status.status == 69)
      #expect(status.errors.contains("until then the settings from before hold"), "\(status.errors)")
      #expect(try await unit.property("StatusText").hasPrefix("degraded: /etc/oauth-apps/config.json: line 2"))

      try await configure("{}")
      try await Command("systemctl", "reload", unit.name).output()
      try await waitUntil { try await Login.root.oauthctl("status").status == 0 }
      #expect(try await unit.mainPID == process)
    }

    @Test("A catalogue with a fault makes a reload fail")
    func catalogue() async throws {
      try await start("{}")
      let journal = try await Journal()
      try await TestHost.write("{\n\"version\": 1, \"x\": 2}", to: "\(TestHost.scratch)/etc/permissions.d/own.json")
      #expect(try await Command("systemctl", "reload", unit.name).run().status != 0)
      try await journal.awaitLine("oauth-token-issuer: /etc/oauth-apps/permissions.d/own.json: line 2", of: unit)
    }
  }
}
