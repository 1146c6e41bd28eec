import Glibc
import RPC
import SystemCalls
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Restarts") struct Restarts {
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
