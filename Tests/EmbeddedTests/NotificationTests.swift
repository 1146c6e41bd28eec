import RPC
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct NotificationTests {
  @Test("A daemon tells systemd that it is ready, that it is alive and what it does, and that it stops")
  func notifications() async throws {
    let home = try TemporaryDirectory()
    let systemd = try NotificationSocket(path: "\(home.path)/notify")
    var notifications = systemd.notifications.makeAsyncIterator()
    try await Daemons.run(environment: ["NOTIFY_SOCKET": "\(home.path)/notify", "WATCHDOG_USEC": "100000"]) { daemons in
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      let ready = try #require(await notifications.next())
      #expect(ready.first == "READY=1")
      #expect(ready.last?.hasPrefix("STATUS=Serving ") == true)
      while let sign = await notifications.next() {
        #expect(sign.first == "WATCHDOG=1")
        if sign.last?.wholeMatch(of: /STATUS=Serving [01] connections; 1 requests answered since start/) != nil {
          break
        }
      }
    }
    var last: [String]?
    while let next = await notifications.next() { last = next }
    #expect(last?.first == "STOPPING=1")
    #expect(last?.last?.wholeMatch(of: /STATUS=Stopping: asked to stop, [01] connections to finish/) != nil)
  }
}
