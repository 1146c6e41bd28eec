import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Supervision") struct Supervision {
    @Test("systemctl status shows what a service does", arguments: ServiceName.allCases)
    func statusText(service: ServiceName) async throws {
      try await service.unit().start()
      let text = try await Command("systemctl", "status", "--no-pager", service.unit().name).output()
      #expect(text.contains("Active: active (running)"))
      #expect(text.contains(#/Status: "Serving \d+ connections; \d+ requests answered since start"/#))
      #expect(text.contains("Docs: man:\(service.executable)(8)"))
      #expect(text.contains("file:///usr/share/doc/oauth-apps/units/README.md"))
    }

    @Test(
      "A service that hangs is killed by the watchdog and is back for the next call", arguments: ServiceName.allCases)
    func watchdog(service: ServiceName) async throws {
      try await TestHost.addDropIn("[Service]\nWatchdogSec=1s", to: service.template)
      let journal = try await Journal()
      let before = try ServiceConnection(to: service).call(ServiceStatusGet()).pid
      // An answer may be there before systemd has taken note of READY=1; a service that hangs before that has not
      // started.
      try await service.unit().start()

      try await service.unit().kill("SIGSTOP")
      try await journal.awaitLine("Failed with result 'watchdog'", of: service.unit())

      let after = try await Login.root.ask(ServiceStatus.self, "call", service.rawValue, "service.status").pid

      #expect(after != before)
      #expect(try await service.unit().property("NRestarts") == "1")
    }

    @Test("Fed by the loop that serves, the watchdog leaves a service at work alone")
    func watchdogOfHealthyService() async throws {
      let service = ServiceName.tokenIssuer
      try await TestHost.addDropIn("[Service]\nWatchdogSec=500ms", to: service.template)
      let connection = try ServiceConnection(to: service)
      let first = try connection.call(ServiceStatusGet())
      while try connection.call(ServiceStatusGet()).uptimeSeconds < 2 {}
      #expect(try connection.call(ServiceStatusGet()).pid == first.pid)
      #expect(try await service.unit().property("NRestarts") == "0")
    }
  }
}
