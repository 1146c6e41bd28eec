import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Continuity") struct Continuity {
    private static let rounds = LongRun.continuity.asked(or: 2)

    @Test(
      """
      R19: oauthctl creates and rotates while each service is restarted and killed: nothing is lost, nothing is \
      doubled, and no secret is unknown
      """
    )
    func loop() async throws {
      let account = try await Login.root.ask(Account.self, "account", "create", "Acme").sid
      let loop = ChangeLoop(Self.calls(in: account))
      let tally = try await loop.run(clients: 2) { loop in
        for round in 1...Self.rounds {
          for service in ServiceName.allCases {
            await loop.awaitProgress(of: 4)
            try await Command("systemctl", "restart", service.unit().name).output()
            guard round % 2 == 0 else { continue }
            await loop.awaitProgress(of: 4)
            try await service.unit().kill("SIGKILL")
          }
        }
      }
      print("continuity: \(tally)")
      #expect(tally.lost == [])
      let listed = try await Login.root.ask(
        Page<App>.self, "app", "list", "--account", account.text, "--page-size", "1000"
      ).items.map(\.sid)
      #expect(try await loop.discrepancies(tally, listed: listed) == [])
    }

    private static func calls(in account: AccountSID) -> ChangeLoop.Calls {
      ChangeLoop.Calls(
        create: { name, key in
          try await Login.root.ask(
            CreatedApp.self, "app", "create", name, "--account", account.text, "--scope", Scene.scope,
            "--idempotency-key", key.text)
        },
        rotate: { app, key in
          try await Login.root.ask(IssuedSecret.self, "secret", "rotate", app.text, "--idempotency-key", key.text)
        },
        secrets: { app in
          try await Login.root.ask(Page<Secret>.self, "secret", "list", app.text).items.map(\.sid)
        },
        works: { app, secret in
          let issued = try await Login.root.oauthctl(
            "token", "issue", app.text, "--secret-file", "-", input: secret.revealed)
          return issued.status == 0
        })
    }
  }
}
