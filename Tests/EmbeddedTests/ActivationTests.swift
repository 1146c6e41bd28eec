import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct ActivationTests {
  @Test("No daemon runs before the first connection; a call starts the one that it needs, and no other")
  func firstConnection() async throws {
    try await Daemons.run { daemons in
      #expect(daemons.processes.isEmpty)
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      #expect(Set(daemons.processes.keys) == [.tokenIssuer])
      _ = try await daemons.makeApp()
      #expect(Set(daemons.processes.keys) == [.tokenIssuer, .appRegistry, .secretManager])
    }
  }

  @Test("A service that is killed is there for the next call, with all that it knew", arguments: ServiceName.allCases)
  func killed(service: ServiceName) async throws {
    try await Daemons.run { daemons in
      let app = try await daemons.makeApp()
      let token = try await daemons.issueToken(app)
      _ = try await daemons.client(of: service).call(ServiceStatusGet())
      let process = try #require(daemons.processes[service])
      process.send(signal: SIGKILL)
      try await process.awaitEnd()
      try await daemons.expectService(app, token)
      let kept = try await daemons.client(of: .appRegistry).call(AppsGet(sid: app.app.sid))
      #expect(kept.friendlyName == app.app.friendlyName && kept.policy == app.app.policy)
      #expect(kept.dateUpdated == app.app.dateUpdated)
      _ = try await daemons.client(of: service).call(ServiceStatusGet())
      #expect(daemons.processes[service]?.processID != process.processID)
    }
  }

  @Test("Whatever was acknowledged is kept when a service is killed in the middle of its work")
  func killedAtWork() async throws {
    try await Daemons.run { daemons in
      let client = daemons.client(of: .appRegistry)
      let acknowledged = try await withThrowingTaskGroup(of: [AccountSID].self) { writers in
        for writer in 1...4 {
          writers.addTask {
            var created: [AccountSID] = []
            for number in 1...40 {
              // A call that is under way at the kill fails.
              let account = try? await client.call(AccountsCreate(friendlyName: FriendlyName("\(writer)-\(number)")))
              if let account { created.append(account.sid) }
            }
            return created
          }
        }
        for _ in 1...2 {
          let status = try await daemons.client(of: .appRegistry).call(ServiceStatusGet())
          let process = try #require(daemons.processes[.appRegistry])
          #expect(status.pid == Int(process.processID))
          process.send(signal: SIGKILL)
          try await process.awaitEnd()
        }
        return try await writers.reduce(into: []) { $0 += $1 }
      }
      let kept = try await client.call(AccountsList(pageSize: PageSize(1000))).items.map(\.sid)
      #expect(!acknowledged.isEmpty)
      #expect(Set(kept).isSuperset(of: acknowledged))
    }
  }

  @Test("A daemon that is idle exits by itself; the next call starts another that knows all that the first one knew")
  func idle() async throws {
    try await Daemons.run(environment: ["OAUTH_APPS_IDLE_TIMEOUT": "1"]) { daemons in
      let account = try await daemons.reply(Account.self, "account", "create", "Acme")
      let first = try await daemons.reply(ServiceStatus.self, "call", "app-registry", "service.status")
      try await RunningProcess.all { $0.processID == first.pid }.first?.awaitEnd()
      #expect(try await daemons.reply(Account.self, "account", "show", account.sid.text) == account)
      let second = try await daemons.reply(ServiceStatus.self, "call", "app-registry", "service.status")
      #expect(second.pid != first.pid)
    }
  }
}
