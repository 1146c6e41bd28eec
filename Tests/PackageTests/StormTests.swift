import RPC
import TestSupport
import Testing
import WireProtocol

extension PackagedSuite {
  /// Each round is taken for three seconds.
  @Suite("Storm") struct Storm {
    private static let seconds = LongRun.storm.asked(or: 3)
    private static let services = [ServiceName.gateway, .tokenIssuer, .appRegistry, .secretManager]
    /// Instances of a service, one number after the other, over and over.
    private static let scales = [1, 4, 2]

    /// What asks and changes all the while.
    private struct Load: Sendable {
      let changes: ChangeLoop
      let requests: HTTPStorm

      func awaitProgress() async {
        await changes.awaitProgress(of: 2)
        await requests.awaitProgress(of: 50)
      }
    }

    @Test(
      """
      While each service is restarted, killed, scaled and reloaded, and all are upgraded, clients issue, introspect, \
      create and rotate: nothing is lost, nothing is doubled, nothing is wrong
      """)
    func storm() async throws {
      let directory = try TemporaryDirectory(in: "/var/tmp")
      let later = try await DebianPackage.built.successor(1, in: directory)
      _ = try await DebianPackage.built.install()
      let account = try await PristineHost.ask(Account.self, "account", "create", "Acme").sid
      let asked = try await PristineHost.ask(Account.self, "account", "create", "Asked").sid
      let load = Load(changes: .byOauthctl(in: account), requests: try await Self.requests(in: asked))
      let start = ContinuousClock.now
      var told: ChangeLoop.Tally?
      let requests = try await load.requests.run(clients: 2) {
        told = try await load.changes.run(clients: 2) { _ in try await Self.blow(on: load, upgrade: later) }
      }
      let changes = try #require(told)
      print(
        """
        storm: \((ContinuousClock.now - start).components.seconds) s, \(changes); over HTTP \(requests.answered) \
        answered, \(requests.killed) under way at a gateway that was killed
        """)
      #expect(requests.unanswered == [])
      #expect(requests.wrong == [])
      #expect(changes.lost == [])
      #expect(try await load.changes.discrepancies(changes, in: account) == [])
      #expect(try await DebianPackage.state() == "installed")
    }

    private static func requests(in account: AccountSID) async throws -> HTTPStorm {
      let created = try await PristineHost.ask(
        CreatedApp.self, "app", "create", "Asked", "--account", account.text, "--scope", ChangeLoop.scope)
      let app = created.app
      let secret = try #require(created.secret)
      let token = try await PristineHost.ask(
        TokenReply.self, "token", "issue", app.sid.text, "--secret-file", "-", input: secret.revealed
      ).accessToken
      return HTTPStorm(
        path: "/run/oauth-apps/\(HTTPListener.http.socket)",
        [.token(of: app.sid, secret), .introspection(of: token, by: app.sid, secret), .decision(on: token, of: app)])
    }

    private static func blow(on load: Load, upgrade later: DebianPackage) async throws {
      await load.awaitProgress()
      let end = ContinuousClock.now + .seconds(seconds)
      let rounds = (seconds + 2) / 3
      var round = 0
      repeat {
        if round == rounds / 2 {
          let upgraded = try await later.install()
          #expect(upgraded.status == 0, "\(upgraded.words)")
        }
        for service in services {
          let first = "\(service.executable)@1.service"
          for trouble in ["systemctl restart \(first)", "systemctl reload \(first)"] {
            try await PristineHost.shell(trouble)
            await load.awaitProgress()
          }
          try await PristineHost.shell("oauthctl scale \(service.rawValue) \(scales[round % scales.count]) --yes")
          await load.awaitProgress()
          if round % 2 == 0 { try await kill(first, under: load) }
        }
        round += 1
      } while round < rounds || ContinuousClock.now < end
    }

    private static func kill(_ unit: String, under load: Load) async throws {
      load.requests.noteKill()
      try await PristineHost.shell("systemctl kill --signal=SIGKILL \(unit); systemctl stop \(unit)")
      load.requests.noteKill()
      await load.awaitProgress()
    }
  }
}
