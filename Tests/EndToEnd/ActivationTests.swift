import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Activation") struct Activation {
    /// Exits of each service.
    private static let idles = LongRun.idles.asked(or: 2)

    @Test("Installed and started are the sockets only; the first call starts the chain of the three services")
    func firstCall() async throws {
      let scene = try await Scene()
      try await TestHost.stopServices()
      for service in ServiceName.allCases {
        for socket in service.socketUnits { #expect(try await socket.state == "active") }
        #expect(try await service.unit().state == "inactive")
      }
      #expect(try await processesOfServices() == [])

      try await Login.stranger.enrol()
      let token = try await scene.issue(as: .stranger)

      #expect(token.expiresIn == 3600)
      #expect(try await processesOfServices() == ServiceName.withDatabase.map(\.executable).sorted())
    }

    @Test("A service that nobody calls exits, and the next call starts it again", arguments: ServiceName.allCases)
    func idleExit(service: ServiceName) async throws {
      try await TestHost.write("OAUTH_APPS_IDLE_TIMEOUT=1", to: TestHost.defaults)
      let journal = try await Journal()
      try await status(of: service)
      let first = try await service.unit().property("InvocationID")
      try await journal.awaitLine("stopped: idle", of: service.unit())
      try await journal.awaitLine("Deactivated successfully", of: service.unit())
      #expect(try await service.unit().state == "inactive")
      #expect(try await service.unit().property("Result") == "success")
      #expect(try await service.socketUnit.state == "active")

      try await status(of: service)
      #expect(try await service.unit().property("InvocationID") != first)
    }

    @Test("Whoever calls a service just as it exits on idle is answered like anyone else")
    func callsAtTheExit() async throws {
      try await TestHost.write("OAUTH_APPS_IDLE_TIMEOUT=1", to: TestHost.defaults)
      let tallies = await withTaskGroup { group in
        for service in ServiceName.allCases {
          group.addTask {
            (service, await ConnectStorm(to: service).trickle(pauses: 0.95...1.1, exits: Self.idles))
          }
        }
        return await group.reduce(into: [ServiceName: ConnectStorm.Tally]()) { $0[$1.0] = $1.1 }
      }
      for (service, tally) in tallies {
        print("\(Self.idles) exits of \(service.rawValue) under calls: \(tally)")
        #expect(tally.failures == [])
        #expect(try await service.unit().property("NRestarts") == "0")
      }
    }

    @Test("Many activations one after another are not taken for a crash loop")
    func manyActivations() async throws {
      for _ in 0..<20 {
        try await status(of: .tokenIssuer)
        try await ServiceName.tokenIssuer.unit().stop()
      }
      #expect(try await ServiceName.tokenIssuer.socketUnit.state == "active")
      try await status(of: .tokenIssuer)
    }

    private func status(of service: ServiceName) async throws {
      let reply = try await Login.root.ask(ServiceStatus.self, "call", service.rawValue, "service.status")
      #expect(reply.instance == "1")
    }

    /// The users under which processes of the services run.
    private func processesOfServices() async throws -> [String] {
      let users = ServiceName.allCases.map(\.executable)
      let listing = try await Command("ps", "-e", "-o", "user:32=").output()
      return listing.split(separator: "\n").map { String($0).trimmed }.filter(users.contains).sorted()
    }
  }
}
