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

    @Test("The history of an app is in the journal: who did what to it, in all services, explained by the catalogue")
    func history() async throws {
      let journal = try await Journal()
      let scene = try await Scene()
      let app = scene.app.sid.text
      _ = try await Login.root.oauthctl("app", "delete", app)
      let entries = try await journal.entries("OAUTH_APP=\(app)").filter { $0.outcome == "ok" && $0.priority == "6" }
      #expect(
        entries.compactMap(\.method) == ["secrets.create", "apps.create", "secrets.destroy", "apps.delete"])
      #expect(entries.last?.message.hasPrefix("uid 0 deleted app \(app) of account AC") == true)
      let explained = try await TestHost.shell("journalctl --quiet --catalog OAUTH_METHOD=apps.delete --lines=1")
      #expect(explained.contains("Subject: A change was made"))
      #expect(explained.contains("journalctl OAUTH_TRACE_ID=\(try #require(entries.last?.traceID))"))
    }

    @Test("Under journald's own limits a stranger's flood leaves each change of root in the journal, and few lines")
    func flood() async throws {
      try await Login.stranger.enrol()
      try await limitJournal(to: "RateLimitIntervalSec=30s\nRateLimitBurst=10000")
      do {
        try await floodWithRefusals()
      } catch {
        try await limitJournal(to: nil)
        throw error
      }
      try await limitJournal(to: nil)
    }

    /// More refusals than journald takes of a unit in half a minute; root goes on creating meanwhile.
    private func floodWithRefusals() async throws {
      let journal = try await Journal()
      let refusals = 50_000
      async let flood = Login.stranger.run(["python3", "-c", Self.flood, "\(refusals)"])
      for number in 1...20 { _ = try await Login.root.ask(Account.self, "account", "create", "Acme \(number)") }
      let outcome = try await flood
      #expect(outcome.status == 0, "\(outcome.errors)")
      _ = try await Login.root.ask(Account.self, "account", "create", "Acme afterwards")
      try await TestHost.stopServices()

      let made = try await journal.entries("OAUTH_METHOD=accounts.create", "OAUTH_OUTCOME=ok", "OAUTH_PEER_UID=0")
      #expect(made.count == 21)
      let stranger = try await journal.entries("OAUTH_PEER_UID=\(userID(of: Login.stranger.name))")
      #expect(stranger.count <= 100)
      #expect(stranger.reduce(0) { $0 + (Int($1.count ?? "1") ?? 0) } == refusals)
    }

    /// Gives journald the limits of a host whose administrator has set none; the sandbox's journal has no limit.
    private func limitJournal(to limits: String?) async throws {
      let file = "/etc/systemd/journald.conf.d/zz-test.conf"
      if let limits {
        try await TestHost.write("[Journal]\n\(limits)", to: file)
      } else {
        try await TestHost.shell("rm -f \(file)")
      }
      try await TestHost.shell("systemctl restart systemd-journald")
    }

    /// Sends so many requests that are refused, 200 at a time.
    private static let flood = """
      import socket, struct, sys
      peer = socket.socket(socket.AF_UNIX)
      peer.connect("/run/oauth-apps/app-registry.sock")
      replies = peer.makefile("rb")
      message = b'{"jsonrpc":"2.0","id":1,"method":"accounts.create","params":{"friendly_name":"x"}}'
      frame = struct.pack(">I", len(message)) + message
      for _ in range(int(sys.argv[1]) // 200):
          peer.sendall(frame * 200)
          for _ in range(200):
              assert b"access_denied" in replies.read(*struct.unpack(">I", replies.read(4)))
      """

    @Test("oauthctl of an ordinary user writes nothing to the journal, nor does a library of it")
    func ordinaryUser() async throws {
      try await Login.stranger.enrol()
      let journal = try await Journal()
      let status = try await Login.stranger.oauthctl("status")
      #expect(status.output.contains("token-issuer"))
      #expect(try await journal.entries("_UID=\(userID(of: Login.stranger.name))").map(\.message) == [])
    }

    @Test("A service writes nothing but its entries: no complaint of a library, no line without its fields")
    func noise() async throws {
      let journal = try await Journal()
      let scene = try await Scene()
      _ = try await scene.issue()
      for service in [ServiceName.gateway, .console] { _ = try await RunningService(service) }
      try await TestHost.stopServices()
      for service in ServiceName.allCases {
        let entries = try await journal.entries("_SYSTEMD_UNIT=\(service.unit())")
        #expect(entries.first?.message == "started")
        // The head of the audit trail may be told once the last request is answered.
        #expect(entries.suffix(2).contains { $0.message == "stopped: asked to stop" })
        #expect(entries.filter { $0.instance != "1" }.map(\.message) == [])
      }
    }

    private func userID(of name: String) async throws -> String {
      try await TestHost.shell("id -u \(name)")
    }
  }
}
