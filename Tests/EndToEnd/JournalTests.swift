import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Journal") struct JournalEntries {
    @Test("The trace of one call is found in the journals of all three services")
    func trace() async throws {
      try await Login.stranger.enrol()
      let scene = try await Scene()
      let journal = try await Journal()
      _ = try await scene.issue(as: .stranger)

      let issue = try #require(try await journal.entries("OAUTH_METHOD=tokens.issue").first)
      let trace = try #require(issue.traceID)
      let entries = try await journal.entries("OAUTH_TRACE_ID=\(trace)")
      #expect(entries.contains { $0.unit == "oauth-app-registry@1.service" && $0.method == "apps.get" })
      #expect(entries.contains { $0.unit == "oauth-secret-manager@1.service" && $0.method == "secrets.verify" })
      #expect(entries.contains { $0.unit == "oauth-token-issuer@1.service" && $0.method == "tokens.issue" })
      #expect(entries.allSatisfy { $0.outcome == "ok" && $0.instance == "1" && $0.priority == "6" })
      #expect(try await issue.peerUserID == userID(of: Login.stranger.name))
      let issuer = try await userID(of: "oauth-token-issuer")
      #expect(entries.filter { $0.unit != issue.unit }.allSatisfy { $0.peerUserID == issuer })
    }

    @Test("A refusal is logged as a notice, with its symbol and who was refused")
    func refusal() async throws {
      try await Login.stranger.enrol()
      let journal = try await Journal()
      let denied = try await Login.stranger.oauthctl("account", "create", "Intruder")

      let entry = try #require(try await journal.entries("OAUTH_METHOD=accounts.create").first)
      #expect(entry.outcome == "access_denied")
      #expect(entry.priority == "5")
      #expect(try await entry.peerUserID == userID(of: Login.stranger.name))
      #expect(denied.errors.contains("journalctl OAUTH_TRACE_ID=\(try #require(entry.traceID))"))
    }

    @Test("A service writes nothing but its entries: no complaint of a library, no line without its fields")
    func noise() async throws {
      let journal = try await Journal()
      let scene = try await Scene()
      _ = try await scene.issue()
      try await TestHost.stopServices()
      for service in ServiceName.allCases {
        let entries = try await journal.entries("_SYSTEMD_UNIT=\(service.unit())")
        #expect(entries.first?.message == "started")
        #expect(entries.last?.message == "stopped: asked to stop")
        #expect(entries.filter { $0.instance != "1" }.map(\.message) == [])
      }
    }

    private func userID(of name: String) async throws -> String {
      try await TestHost.shell("id -u \(name)")
    }
  }
}
