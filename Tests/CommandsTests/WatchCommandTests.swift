import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

struct WatchCommandTests {
  private let services = ScriptedServices()

  private static func metrics(_ requests: Int, uptime: Int) -> ServiceMetrics {
    ServiceMetrics(
      uptimeSeconds: uptime, connections: 1, connectionsAccepted: uptime,
      methods: [
        "tokens.issue": MethodMetrics(requests: requests, durations: [requests] + RequestDurations.none.dropFirst()),
        "service.metrics": MethodMetrics(requests: 1000 * uptime),
      ])
  }

  private static let status = ServiceStatus(
    service: .tokenIssuer, version: "0.1.0", instance: "1", pid: 1, uptimeSeconds: 1, connections: 1)
  private static let others: Set<ServiceName> = [.appRegistry, .secretManager, .gateway, .console]

  @Test("Each look adds its lines where no terminal is, and the given number of them ends it")
  func plain() async throws {
    try services.answer(ServiceStatusGet.self, Self.status)
    for look in 1...3 { try services.answer(ServiceMetricsGet.self, Self.metrics(20 * look, uptime: look)) }
    let ending = await services.run("watch", "--count", "3", forbidden: Self.others, ticks: [0, 1, 3])
    #expect(ending.status == 0 && ending.errors == "")
    let lines = ending.outputLines.filter { $0.hasPrefix("token-issuer") || $0.hasPrefix("SERVICE") }
      .map { $0.split(separator: " ") }
    #expect(
      lines == [
        ["SERVICE", "INSTANCE", "STATE", "CONNECTIONS", "REQUESTS/S", "REFUSED/S", "FAILED/S", "MEDIAN", "99%"],
        ["token-issuer", "1", "healthy", "1", "-", "-", "-", "-", "-"],
        ["token-issuer", "1", "healthy", "1", "20.0", "0.0", "0.0", "100us", "100us"],
        ["token-issuer", "1", "healthy", "1", "10.0", "0.0", "0.0", "100us", "100us"],
      ])
    #expect(!ending.output.contains("\u{1B}"))
  }

  @Test("On a terminal one table is drawn in place; Ctrl-C shows the cursor again and ends it with 130")
  func drawn() async throws {
    try services.answer(ServiceStatusGet.self, Self.status)
    try services.answer(ServiceMetricsGet.self, Self.metrics(1, uptime: 1))
    let ending = await services.run(
      "watch", forbidden: Self.others, interruption: 2, screen: ScreenSize(columns: 60, lines: 24))
    #expect(ending.status == 130)
    #expect(ending.errors == "oauthctl: interrupted\n")
    #expect(ending.output.hasPrefix("\u{1B}[?25l") && ending.output.hasSuffix("\u{1B}[?25h"))
  }

  @Test("Who may not see what services have counted is told so")
  func refused() async {
    services.refuse("service.status", ServiceError(.accessDenied, "only operators"))
    let ending = await services.run("watch", "--count", "1", ticks: [0])
    #expect(ending.status == 1)
    #expect(ending.errors.contains("only operators"))
  }

  @Test(
    "A service that does not run is not asked",
    arguments: ["", "Id=oauth-token-issuer@1.service\nActiveState=deactivating\n"])
  func stopped(listing: String) async {
    let systemd = Systemd(unitDirectory: "/") { _ in (0, listing) }
    let ending = await services.run("watch", "--count", "1", systemd: systemd, ticks: [0])
    #expect(ending.status == 0)
    #expect(services.received.isEmpty)
    #expect(ending.outputLines.dropFirst().allSatisfy { $0.contains("not running") })
  }

  @Test(
    "An interval or a number of looks that makes no sense is refused",
    arguments: [["--interval", "0s"], ["--count", "0"]])
  func usage(options: [String]) async {
    #expect(await services.run("watch", and: options, ticks: [0]).status == 64)
  }
}
