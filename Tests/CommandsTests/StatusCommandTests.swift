import RPC
import Testing
import WireProtocol

@testable import Commands

struct StatusCommandTests {
  private let services = ScriptedServices()
  private static let status = ServiceStatus(
    service: .appRegistry, version: "0.1.0", instance: "1", pid: 4711, uptimeSeconds: 12, connections: 3)

  @Test("A service that lets only others in does not count as a failure")
  func forbidden() async throws {
    try services.answer(ServiceStatusGet.self, Self.status)
    let ending = await services.run("status", forbidden: [.secretManager])
    #expect(ending.status == 0)
    #expect(ending.errors == "")
    #expect(
      ending.output == """
        SERVICE         STATE          VERSION  INSTANCE  PID   UPTIME  CONNECTIONS  REQUESTS/S
        app-registry    healthy        0.1.0    1         4711  12s     3            0
        secret-manager  not permitted  -        -         -     -       -            -
        token-issuer    healthy        0.1.0    1         4711  12s     3            0
        gateway         healthy        0.1.0    1         4711  12s     3            0
        console         healthy        0.1.0    1         4711  12s     3            0

        """)
    #expect(Set(services.received.map(\.service)) == [.appRegistry, .tokenIssuer, .gateway, .console])
  }

  @Test("A service that does not answer makes the status 69, with the reason; the others are shown")
  func down() async throws {
    services.refuse("service.status", ServiceError(.unavailable, "there is no socket", service: "x"))
    let ending = await services.run("status")
    #expect(ending.status == 69)
    #expect(ending.outputLines.count == 1 + ServiceName.allCases.count)
    #expect(ending.outputLines[1].hasPrefix("app-registry    unavailable"))
    #expect(
      ending.errors
        == String(repeating: "oauthctl: there is no socket (unavailable)\n", count: ServiceName.allCases.count))
  }

  @Test("An optional service that nobody has switched on is off, which is no fault")
  func off() async throws {
    try services.answer(ServiceStatusGet.self, .example)
    let ending = await services.run("status", missing: [.console])
    #expect(ending.status == 0 && ending.errors == "")
    #expect(ending.outputLines.last?.hasPrefix("console         off ") == true)
    services.refuse("service.status", ServiceError(.unavailable, "there is no socket"))
    #expect(await services.run("status", missing: Set(ServiceName.allCases)).status == 69)
  }

  @Test("A degraded service makes the status 69, with each reason")
  func degraded() async throws {
    try services.answer(
      ServiceStatusGet.self,
      ServiceStatus(
        service: .appRegistry, version: "0.1.0", instance: "1", pid: 4711, uptimeSeconds: 12, connections: 3,
        reasons: ["the disk is full; make room", "no catalogue"]))
    let ending = await services.run("status", forbidden: [.secretManager, .tokenIssuer, .gateway, .console])
    #expect(ending.status == 69)
    #expect(ending.outputLines[1].hasPrefix("app-registry    degraded       0.1.0"))
    #expect(
      ending.errors == """
        oauthctl: app-registry is degraded: the disk is full; make room (unavailable)
        oauthctl: app-registry is degraded: no catalogue (unavailable)

        """)
  }

  @Test("--check prints one line for monitoring, and its exit status says how bad it is")
  func check() async throws {
    try services.answer(ServiceStatusGet.self, Self.status)
    let healthy = await services.run("status", "--check", missing: [.console])
    #expect(healthy.status == 0 && healthy.errors == "")
    #expect(
      healthy.output == """
        OAUTH-APPS OK: services healthy: 4, their instances: 4 | instances=4 connections=12 requests_per_second=0

        """)
    let nobody = await services.run("status", "--check", forbidden: Set(ServiceName.allCases))
    #expect(nobody.status == 3 && nobody.output.hasPrefix("OAUTH-APPS UNKNOWN: this user may reach no service"))
    services.refuse("service.status", ServiceError(.unavailable, "there is no | socket", service: "x"))
    let down = await services.run("status", "--check", forbidden: [.secretManager, .gateway, .console])
    #expect(down.status == 2 && down.errors == "")
    #expect(
      down.output == """
        OAUTH-APPS CRITICAL: there is no / socket; there is no / socket \
        | instances=0 connections=0 requests_per_second=0

        """)
    #expect(await services.run("status", "--check", "--json").status == 64)
  }

  @Test("--json prints the reply of each service that answers, one a line")
  func json() async {
    let reply =
      #"{"service":"app-registry","version":"1","instance":"1","pid":1,"uptime_seconds":1,"connections":1,"#
      + #""requests_per_second":1,"#
      + #""status":"healthy","reasons":[],"checks":[]}"#
    services.answer("service.status", json: reply)
    let ending = await services.run("status", "--json", forbidden: [.secretManager, .gateway, .console])
    #expect(ending.output == "\(reply)\n\(reply)\n")
    #expect(ending.status == 0)
  }
}
