import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Recovery") struct Recovery {
    @Test("A service killed with SIGKILL is back for the next call, with nothing lost", arguments: ServiceName.allCases)
    func kill(service: ServiceName) async throws {
      let scene = try await Scene()
      let token = try await scene.issue()
      let before = try await RunningService(service).pid

      try await service.unit().kill("SIGKILL")

      #expect(try await scene.isActive(token))
      #expect(try await scene.isActive(scene.issue()))
      // Its last use may have been told meanwhile.
      let app = try await Login.root.ask(App.self, "app", "show", scene.app.sid.text)
      #expect(app.policy == scene.app.policy && app.dateUpdated == scene.app.dateUpdated)
      let secrets = try await Login.root.ask(Page<Secret>.self, "secret", "list", scene.app.sid.text)
      #expect(secrets.items.map(\.status) == [.active])
      #expect(try await service.unit().mainPID != before)
    }

    @Test(
      "Apps created while services crash are there as a whole or not at all, and every one that was acknowledged works")
    func crashesDuringCreation() async throws {
      let account = try await Login.root.ask(Account.self, "account", "create", "Acme")
      let burst = CreationBurst(account: account.sid)
      async let made = burst.run(clients: 4, appsOfEach: 25)
      for _ in 0..<3 {
        for service in [ServiceName.appRegistry, .secretManager] {
          try await burst.awaitProgress()
          try await service.unit().kill("SIGKILL")
        }
      }
      let attempts = try await made

      let listed = try await Login.root.ask(
        Page<App>.self, "app", "list", "--account", account.sid.text, "--page-size", "1000"
      ).items
      let acknowledged = attempts.compactMap(\.created)
      let unknown = attempts.filter(\.isUnknown)
      print(
        "burst: \(attempts.count) creations, \(acknowledged.count) acknowledged, \(unknown.count) with unknown outcome")
      #expect(!acknowledged.isEmpty)
      #expect(Set(listed.map(\.friendlyName.text)).count == listed.count)
      #expect(Set(acknowledged.map(\.app.sid)).isSubset(of: listed.map(\.sid)))
      #expect(
        Set(listed.map(\.friendlyName.text)).isSubset(
          of: acknowledged.map(\.app.friendlyName.text) + unknown.map(\.name)))
      for app in acknowledged { try await expectToken(app.app.sid, #require(app.secret)) }
      // Its reply was lost, and the secret with it: it must be whole, so that its owner can rotate or delete it.
      for app in listed where !acknowledged.contains(where: { $0.app.sid == app.sid }) {
        let rotated = try await Login.root.ask(IssuedSecret.self, "secret", "rotate", app.sid.text)
        try await expectToken(app.sid, rotated.secret)
      }
    }

    private func expectToken(_ app: AppSID, _ secret: Sensitive) async throws {
      let outcome = try await Login.root.oauthctl(
        "token", "issue", app.text, "--secret-file", "-", input: secret.revealed)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}
