import Glibc
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  /// Nothing that a stranger does is felt by others, nor brings a service down.
  @Suite("Stranger") struct Stranger {
    /// What nobody does with a service; see `Resources/stranger.py`.
    enum Mischief: String, CaseIterable {
      /// As many connections as the host lets it have, up to 70,000, that never say anything.
      case silence
      /// 280 messages of 1 MiB without their last bytes, again whenever one is refused.
      case halfFrames = "half-frames"
      /// 9 connections with 256 wrong secrets under way on each.
      case wrongSecrets = "wrong-secrets"
      /// 512 times `rpc.discover`, again with each reply.
      case discovery
      /// 512 times `accounts.create`, which is refused, again with each reply.
      case creations
    }

    private static let resources = TestHost.checkout + "/Tests/EndToEnd/Resources"
    private static let services: [ServiceName] = [.appRegistry, .secretManager, .tokenIssuer]
    private static let rounds = 3

    @Test(
      "Whatever a stranger takes, operators and other users are answered, and no service ends",
      arguments: Mischief.allCases)
    func mischief(_ mischief: Mischief) async throws {
      try await Login.developer.enrol()
      let journal = try await Journal()
      let scene = try await Scene("Before \(mischief.rawValue)")
      _ = try await scene.issue()
      let before = try await Self.services.asyncMap { try await $0.unit().mainPID }
      try await beside(mischief) {
        for round in 1...Self.rounds { try await serveOthers(scene, "\(mischief.rawValue) \(round)") }
      }
      #expect(try await Self.services.asyncMap { try await $0.unit().mainPID } == before)
      for service in Self.services { try await expectHealth(of: service) }
      #expect(try await scene.isActive(scene.issue(as: .developer)))
      try await expectEntries(since: journal)
    }

    /// What an operator changes and another user asks for, known to the issuer and not.
    private func serveOthers(_ scene: Scene, _ name: String) async throws {
      let account = try await Login.root.ask(Account.self, "account", "create", name)
      #expect(account.status == .active)
      #expect(try await scene.isActive(scene.issue(as: .developer)))
      let other = try await Scene("\(name), other")
      let its = try await other.issue(as: .developer)
      #expect(try await Login.root.oauthctl("app", "delete", other.app.sid.text).status == 0)
      #expect(try await !other.isActive(its))
    }

    /// Does something while nobody floods a service.
    private func beside(_ mischief: Mischief, _ body: () async throws -> Void) async throws {
      let script = try await TestHost.shell("cat \(Self.resources)/stranger.py")
      let flood = try Program(
        "/usr/bin/env",
        [
          "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/usr/bin/python3", "-c", script,
          mischief.rawValue, "/run/oauth-apps",
        ])
      let result: Result<Void, any Error>
      do {
        try await flood.awaitOutput("ready")
        result = .success(try await body())
      } catch { result = .failure(error) }
      flood.send(signal: SIGKILL)
      let ending = try await flood.awaitEnding()
      #expect(ending.status == 128 + SIGKILL, "\(ending.errors)")
      try result.get()
    }

    private func expectHealth(of service: ServiceName) async throws {
      let unit = service.unit()
      #expect(try await unit.property("NRestarts") == "0")
      let running = try await RunningService(service)
      let status = try await running.status()
      let most = try #require(status["VmHWM"]?.first.flatMap { Int($0) })
      let allowed = try #require(Int(try await unit.property("MemoryMax")))
      print("memory, \(service.rawValue): at most \(most) kB of \(allowed / 1024) kB")
      #expect(most * 1024 < allowed)
      let threads = try #require(status["Threads"]?.first.flatMap { Int($0) })
      #expect(try await threads < Int(unit.property("TasksMax")) ?? 0)
    }

    /// Every change of the operator, and at most a hundred lines that the stranger has caused.
    private func expectEntries(since journal: Journal) async throws {
      let made = try await journal.entries("OAUTH_METHOD=accounts.create", "OAUTH_OUTCOME=ok", "OAUTH_PEER_UID=0")
      #expect(made.count == 1 + 2 * Self.rounds)
      let stranger = try await journal.entries("OAUTH_PEER_UID=65534")
      print("journal: \(stranger.count) entries by the stranger")
      #expect(stranger.count <= 100)
    }
  }
}
