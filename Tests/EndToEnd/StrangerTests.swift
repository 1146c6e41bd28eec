import Glibc
import RPC
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

    private static let script = TestHost.checkout + "/Tests/EndToEnd/Resources/stranger.py"
    private static let services: [ServiceName] = [.appRegistry, .secretManager, .tokenIssuer]

    @Test(
      "Whatever a stranger takes, operators and other users are answered, and no service ends",
      arguments: Mischief.allCases)
    func mischief(_ mischief: Mischief) async throws {
      try await Login.developer.enrol()
      let scene = try await Scene("Before \(mischief.rawValue)")
      _ = try await scene.issue()
      let before = try await Self.services.asyncMap { try await $0.unit().mainPID }
      try await beside(mischief) {
        for round in 1...5 {
          let account = try await Login.root.ask(Account.self, "account", "create", "\(mischief.rawValue) \(round)")
          #expect(account.status == .active)
          let token = try await scene.issue(as: .developer)
          #expect(try await scene.isActive(token))
          // An app that the issuer does not know yet has to wait for the other services.
          let other = try await Scene("\(mischief.rawValue), account \(round)")
          let its = try await other.issue(as: .developer)
          #expect(try await Login.root.oauthctl("app", "delete", other.app.sid.text).status == 0)
          #expect(try await !other.isActive(its))
        }
      }
      #expect(try await Self.services.asyncMap { try await $0.unit().mainPID } == before)
      for service in Self.services { try await expectHealth(of: service) }
      #expect(try await scene.isActive(scene.issue(as: .developer)))
    }

    /// Does something while nobody floods a service.
    private func beside(_ mischief: Mischief, _ body: () async throws -> Void) async throws {
      let flood = try Program(
        "/usr/bin/env",
        [
          "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "python3", "-c",
          try await TestHost.shell("cat \(Self.script)"), mischief.rawValue, "/run/oauth-apps",
        ], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
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
      let most = try #require(try await running.status()["VmHWM"]?.first.flatMap { Int($0) })
      let allowed = try #require(Int(try await unit.property("MemoryMax")))
      print("memory, \(service.rawValue): at most \(most) kB of \(allowed / 1024) kB")
      #expect(most * 1024 < allowed)
    }
  }
}
