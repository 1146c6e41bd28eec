import NIOPosix
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Scaling") struct Scaling {
    private let service = ServiceName.tokenIssuer
    /// SD_MESSAGE_UNIT_STARTED (sd-messages(3)).
    private static let unitStarted = "39f53479d3a045ac8e11786248231fbf"

    private func scale(to instances: Int) async throws {
      let command = "umask 077; oauthctl scale \(service.rawValue) \(instances) --yes"
      let outcome = try await Login.root.run(["sh", "-c", command])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    private func states(_ instances: ClosedRange<Int>) async throws -> [String] {
      try await Array(instances).asyncMap { try await service.unit($0).state }
    }

    /// Waits until instances 1 to `count` run, and connects to each.
    private func awaitInstances(_ count: Int) async throws {
      try await waitUntil { try await states(1...count).allSatisfy { $0 == "active" } }
      _ = try Instances(running: count, of: service)
    }

    @Test("A scale holds at once, and whenever the first instance starts anew; status and scale show all of them")
    func lasting() async throws {
      _ = try await RunningService(service)
      try await scale(to: 3)
      #expect(try await states(1...4) == ["active", "active", "active", "inactive"])
      try await TestHost.stopServices()
      try await Command("systemctl", "daemon-reexec").output()
      _ = try await RunningService(service)
      try await awaitInstances(3)
      let status = try await Login.root.oauthctl("status")
      #expect(status.status == 0, "\(status.errors)")
      let rows = status.output.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
      let shownInstances = rows.filter { $0[0] == "token-issuer" }.map { "\($0[1]) \($0[3])" }
      #expect(shownInstances == ["healthy 1", "healthy 2", "healthy 3"])
      try await Login.stranger.enrol()
      let shown = try await Login.stranger.oauthctl("scale", service.rawValue)
      #expect(shown.output.contains("token-issuer  3          1 2 3"), "\(shown.output)")
      try await Command("systemctl", "restart", "oauth-apps.target").output()
      try await awaitInstances(3)
    }

    @Test("Whoever is not root changes nothing, is shown nothing as if it were done, and is told to do it as root")
    func rights() async throws {
      try await Login.stranger.enrol()
      let refused = try await Login.stranger.oauthctl("scale", service.rawValue, "2", "--yes")
      #expect(refused.status == 74)
      #expect(refused.output == "")
      let place = "/etc/systemd/system/\(service.unit()).d"
      let words = "oauthctl: \(place) can't be made: Permission denied\noauthctl: nothing is changed; do it as root\n"
      #expect(refused.errors == words)
    }

    @Test("An extra instance lives as long as the first, which stays while one is in use; all exit when all is quiet")
    func idle() async throws {
      try await TestHost.write("OAUTH_APPS_IDLE_TIMEOUT=1", to: TestHost.defaults)
      try await scale(to: 2)
      for held in ["1", "2"] {
        let journal = try await Journal()
        _ = try await RunningService(service)
        try await waitUntil { try await states(1...2) == ["active", "active"] }
        let before = try await (1...2).asyncMap { try await service.unit($0).property("InvocationID") }
        do {
          let connection = try Instances(running: 2, of: service).connection(to: held)
          try await waitUntil { try connection.call(ServiceStatusGet()).uptimeSeconds >= 4 }
          #expect(try await (1...2).asyncMap { try await service.unit($0).property("InvocationID") } == before)
        }
        for instance in 1...2 { try await journal.awaitLine("stopped: idle", of: service.unit(instance)) }
        try await waitUntil { try await states(1...2) == ["inactive", "inactive"] }
        let starts = try await journal.entries("UNIT=\(service.unit(2))", "MESSAGE_ID=\(Self.unitStarted)")
        #expect(starts.count == 1)
      }
    }

    @Test("Scaled up and down in a storm of connections, no request is lost")
    func underLoad() async throws {
      _ = try await RunningService(service)
      let storm = ConnectStorm(to: service)
      async let tally = storm.rage(clients: 4)
      for instances in [4, 2, 3, 1] {
        try await scale(to: instances)
        #expect(try await states(1...4) == (1...4).map { $0 <= instances ? "active" : "inactive" })
      }
      storm.end()
      print("storm over scales: \(await tally)")
      #expect(await tally.failures == [])
      #expect(try await TestHost.shell("ls -d /etc/systemd/system/oauth-token-issuer@1.service.d || true") == "")
    }

    @Test("Clients of the library come to a new instance by themselves: of four, none answers more than twice another")
    func balance() async throws {
      _ = try await RunningService(service)
      let path = "/run/oauth-apps/\(service.socket)"
      let clients = (1...16).map { _ in Client(SocketClient(path: path, service: service)) }
      let tally = InstanceTally()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in clients {
          group.addTask {
            while !tally.isOver {
              tally.note(try await client.call(ServiceStatusGet()).instance)
              try await Task.sleep(for: .milliseconds(10))
            }
          }
        }
        group.addTask {
          try await tally.awaitReplies(of: 1)
          try await scale(to: 4)
          let start = ContinuousClock.now
          try await tally.awaitReplies(of: 4)
          print("scaled to 4: the last instance has its first requests after \(ContinuousClock.now - start)")
          tally.begin()
          try await Task.sleep(for: .seconds(30))
          tally.end()
        }
        try await group.waitForAll()
      }
      print("16 clients, 4 instances: \(tally.replies)")
      #expect(tally.replies.count == 4)
      #expect(try #require(tally.replies.values.max()) <= 2 * #require(tally.replies.values.min()))
    }
  }
}
