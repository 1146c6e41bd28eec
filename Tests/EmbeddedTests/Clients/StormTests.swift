import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// Nothing that a client asks over HTTP gets lost, whatever becomes of the processes.
@Suite(.timeLimit(.minutes(10))) struct StormTests {
  private static let seconds = LongRun.storm.asked(or: 2)

  /// With an instance each: a debug build of NIO traps where another process has taken up the connection that it was
  /// about to accept. Several instances have their storm under systemd, where a release runs.
  @Test("While gateway and services are restarted and killed, each request is answered, and rightly")
  func storm() async throws {
    try await Daemons.run { daemons in
      let app = try await daemons.makeApp()
      let token = try await daemons.issueToken(app)
      let (sid, secret) = (app.app.sid, try #require(app.secret))
      let storm = HTTPStorm(
        path: "\(daemons.directory)/\(HTTPListener.http.socket)",
        [.token(of: sid, secret), .introspection(of: token, by: sid, secret), .decision(on: token, of: app.app)])
      let tally = try await storm.run(clients: 16) {
        await storm.awaitProgress(of: 100)
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var round = 0
        repeat {
          for service in [ServiceName.gateway, .tokenIssuer, .appRegistry, .secretManager] {
            daemons.instances(of: service).randomElement()?.send(signal: SIGTERM)
            await storm.awaitProgress(of: 200)
          }
          try await Self.kill(round % 2 == 0 ? .gateway : .tokenIssuer, of: daemons, in: storm)
          round += 1
        } while ContinuousClock.now < end
      }
      #expect(tally.unanswered == [])
      #expect(tally.wrong == [])
      #expect(tally.answered > 1000)
    }
  }

  private static func kill(_ service: ServiceName, of daemons: Daemons, in storm: HTTPStorm) async throws {
    guard let process = daemons.instances(of: service).randomElement() else { return }
    storm.noteKill()
    process.send(signal: SIGKILL)
    try await process.awaitEnd()
    storm.noteKill()
    await storm.awaitProgress(of: 200)
  }
}
