import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct NotificationTests {
  @Test("A daemon tells systemd that it is ready, that it is alive and what it does, and that it stops")
  func notifications() async throws {
    let home = try TemporaryDirectory()
    let systemd = try NotificationSocket(path: "\(home.path)/notify")
    try await Daemons.run(environment: ["NOTIFY_SOCKET": "\(home.path)/notify", "WATCHDOG_USEC": "100000"]) { daemons in
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      let ready = try await systemd.next()
      #expect(ready.first == "READY=1")
      #expect(ready.last?.hasPrefix("STATUS=Serving ") == true)
      var signs: [[String]] = []
      while signs.last?.last != "STATUS=Serving 1 connections; 1 requests answered since start" { signs.append(try await systemd.next()) }
      #expect(signs.allSatisfy { $0.first == "WATCHDOG=1" })
    }
    var last = try await systemd.next()
    while last.first == "WATCHDOG=1" { last = try await systemd.next() }
    #expect(last == ["STOPPING=1", "STATUS=Stopping: asked to stop, 1 connections to finish"])
  }
}
