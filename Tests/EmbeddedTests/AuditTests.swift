import RPC
import TestSupport
import Testing
import WireProtocol

/// R21 with real daemons and the real command.
@Suite(.timeLimit(.minutes(5))) struct AuditTests {
  @Test("R21: the trail outlives its daemons, with what they refused; oauthctl shows, exports and verifies it")
  func restart() async throws {
    let home = try TemporaryDirectory()
    try await Daemons.run(in: home) { daemons in
      _ = try await daemons.makeApp()
      for _ in 1...3 { _ = try? await daemons.client(of: .appRegistry).call(AppsDelete(sid: .sample)) }
    }
    try await Daemons.run(in: home) { daemons in
      let entries = try await daemons.client(of: .appRegistry).call(AuditList()).items
      #expect(entries.map(\.method) == ["apps.delete", "apps.create", "accounts.create"])
      #expect(entries.first?.outcome == "not_found" && entries.first?.count == 3)
      let listed = try await daemons.oauthctl("audit", "list", "--outcome", "not_found")
      #expect(listed.status == 0 && listed.output.contains("not_found x 3"))
      let verified = try await daemons.oauthctl("audit", "verify")
      #expect(verified.status == 0, "\(verified.errors)")
      #expect(verified.output.contains("app-registry: 3 entries, as they were written\n"))
      #expect(verified.output.contains("secret-manager: 1 entries, as they were written\n"))
    }
  }

  @Test("R21: the SHA-256 of an exported line stands in the next entry")
  func export() async throws {
    try await Daemons.run { daemons in
      _ = try await daemons.makeApp()
      let exported = try await daemons.oauthctl("audit", "export", "--service", "app-registry")
      let lines = exported.output.split(separator: "\n").map(String.init)
      try #require(lines.count == 2)
      let sum = try await Program.run("/usr/bin/sha256sum", [], environment: [:], input: lines[1])
      let newest = try Wire.value(AuditEntry.self, lines[0], unknownMembers: .ignored)
      #expect(sum.output.hasPrefix(newest.previous.text))
      #expect(newest.method == "apps.create")
    }
  }
}
