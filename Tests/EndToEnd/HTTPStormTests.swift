import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Storm over HTTP") struct HTTPStorms {
    private static let seconds = LongRun.storm.asked(or: 3)
    /// One after the other, over and over.
    private static let numbers = [1, 4, 2]

    @Test("While gateway and services are restarted, killed and scaled, each request is answered, and rightly")
    func storm() async throws {
      let scene = try await Scene()
      let token = try await scene.issue().accessToken
      let storm = HTTPStorm(
        path: "/run/oauth-apps/\(HTTPListener.http.socket)",
        [
          .token(of: scene.app.sid, scene.secret), .introspection(of: token, by: scene.app.sid, scene.secret),
          .decision(on: token, of: scene.app),
        ])
      var round = 0
      let tally = try await storm.run(clients: 16) {
        await storm.awaitProgress(of: 100)
        let end = ContinuousClock.now + .seconds(Self.seconds)
        repeat {
          for service in [ServiceName.gateway, .tokenIssuer] {
            try await Self.scale(service, to: Self.numbers[round % Self.numbers.count])
            await storm.awaitProgress(of: 200)
          }
          for service in [ServiceName.gateway, .tokenIssuer, .appRegistry, .secretManager] {
            try await Command("systemctl", "restart", service.unit().name).output()
            await storm.awaitProgress(of: 200)
          }
          try await Self.kill(round % 2 == 0 ? .gateway : .tokenIssuer, in: storm)
          round += 1
        } while ContinuousClock.now < end
      }
      print(
        """
        storm over HTTP: \(round) rounds, \(tally.answered) answered, \(tally.killed) under way at what was killed
        """)
      #expect(tally.unanswered == [])
      #expect(tally.wrong == [])
      #expect(tally.answered > 1000)
    }

    private static func scale(_ service: ServiceName, to count: Int) async throws {
      for instance in 1...4 {
        if instance <= count {
          try await service.unit(instance).start()
        } else {
          try await service.unit(instance).stop()
        }
      }
    }

    private static func kill(_ service: ServiceName, in storm: HTTPStorm) async throws {
      let unit = service.unit()
      storm.noteKill()
      try await unit.kill("SIGKILL")
      try await unit.stop()
      storm.noteKill()
      await storm.awaitProgress(of: 200)
    }
  }
}
