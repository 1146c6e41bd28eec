import Glibc
import RPC
import SystemCalls
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Restarts") struct Restarts {
    /// Enough to find a batch that is acknowledged too soon.
    private static let kills = LongRun.kills.asked(or: 12)

    @Test("With instance 1 stopped the next call is served by instance 2", arguments: ServiceName.allCases)
    func failover(service: ServiceName) async throws {
      _ = try await Instances(2, of: service)
      try await service.unit(1).stop()
      #expect(try ServiceConnection(to: service).call(ServiceStatusGet()).instance == "2")
      #expect(try await service.unit(1).state == "inactive")

      try await service.unit(2).stop()
      #expect(try ServiceConnection(to: service).call(ServiceStatusGet()).instance == "1")
    }

    @Test("Under a storm of connections a rolling restart refuses and resets none", arguments: ServiceName.allCases)
    func rollingRestart(service: ServiceName) async throws {
      _ = try await Instances(2, of: service)
      let storm = ConnectStorm(to: service)
      async let tally = storm.rage(clients: 4)
      for instance in [1, 2, 1, 2] {
        try await Command("systemctl", "restart", service.unit(instance).name).output()
      }
      storm.end()
      print("storm on \(service.rawValue): \(await tally)")
      #expect(await tally.failures == [])
      #expect(await tally.answered > 0)
    }

    @Test("A rolling restart loses no change: every creation that was begun is acknowledged, once")
    func changes() async throws {
      let account = try await Login.root.ask(Account.self, "account", "create", "Acme")
      let services = [ServiceName.appRegistry, .secretManager]
      for service in services { _ = try await Instances(2, of: service) }
      let burst = CreationBurst(account: account.sid)
      async let made = burst.run(clients: 4, appsOfEach: 25)
      for unit in [1, 2].flatMap({ instance in services.map { $0.unit(instance) } }) {
        try await burst.awaitProgress()
        try await Command("systemctl", "restart", unit.name).output()
      }
      let attempts = try await made

      #expect(attempts.filter { $0.created == nil }.map(\.outcome.errors) == [])
      let listed = try await Login.root.ask(
        Page<App>.self, "app", "list", "--account", account.sid.text, "--page-size", "1000"
      ).items
      #expect(Set(listed.map(\.sid)) == Set(attempts.compactMap(\.created?.app.sid)))
    }

    @Test("A stop under load leaves a database without a log beside it, and all that was acknowledged is in it")
    func stopsUnderLoad() async throws {
      let target = Unit(name: "oauth-apps.target")
      var acknowledged: [AccountSID] = []
      for _ in 1...20 {
        try await target.start()
        let burst = AccountBurst()
        async let made = burst.run(clients: 8)
        await burst.awaitAcknowledgements(20)
        try await target.stop()
        try await TestHost.awaitJobs()
        let accounts = await made
        #expect(accounts.count >= 20)
        acknowledged += accounts
        #expect(try await TestHost.shell("find /var/lib/oauth-apps -name '*-wal' -o -name '*-shm'") == "")
      }
      try await target.start()
      try expectAccounts(acknowledged)
    }

    @Test("A service killed while changes share a commit has every change that was acknowledged")
    func killsInGroupCommit() async throws {
      let service = ServiceName.appRegistry
      var acknowledged: [AccountSID] = []
      for _ in 1...Self.kills {
        try await service.unit().start()
        let burst = AccountBurst()
        async let made = burst.run(clients: 8)
        await burst.awaitAcknowledgements(20)
        try await service.unit().kill("SIGKILL")
        let accounts = await made
        #expect(accounts.count >= 20)
        acknowledged += accounts
      }
      try expectAccounts(acknowledged)
    }

    private func expectAccounts(_ acknowledged: [AccountSID]) throws {
      print("burst: \(acknowledged.count) creations acknowledged")
      let connection = try ServiceConnection(to: .appRegistry)
      var found: [AccountSID] = []
      var token: String?
      repeat {
        let page = try connection.call(AccountsList(pageSize: PageSize(1000), pageToken: token))
        found += page.items.map(\.sid)
        token = page.nextPageToken
      } while token != nil
      #expect(Set(found).count == found.count)
      #expect(Set(acknowledged).subtracting(found) == [])
    }

    @Test("Restarting the target restarts the services and leaves the sockets open; stopping it closes both")
    func target() async throws {
      let target = Unit(name: "oauth-apps.target")
      let service = ServiceName.tokenIssuer
      let before = try ServiceConnection(to: service).call(ServiceStatusGet()).pid
      let storm = ConnectStorm(to: service)
      async let tally = storm.rage(clients: 2)
      try await Command("systemctl", "restart", target.name).output()
      try await TestHost.awaitJobs()
      storm.end()
      #expect(await tally.failures == [])
      #expect(try ServiceConnection(to: service).call(ServiceStatusGet()).pid != before)

      try await target.stop()
      try await TestHost.awaitJobs()
      #expect(try await service.unit().state == "inactive")
      for service in ServiceName.allCases {
        #expect(throws: SystemError("connect to /run/oauth-apps/\(service.socket)", number: ENOENT)) {
          try ServiceConnection(to: service)
        }
      }
      try await target.start()
      _ = try ServiceConnection(to: service).call(ServiceStatusGet())
    }
  }
}
