import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

struct MetricsCommandTests {
  private let services = ScriptedServices()

  private static func status(_ instance: String) -> ServiceStatus {
    ServiceStatus(
      service: .appRegistry, version: "0.1.0", instance: instance, pid: 1, uptimeSeconds: 1, connections: 1)
  }

  private static let metrics = ServiceMetrics(
    uptimeSeconds: 12, connections: 3, connectionsAccepted: 40,
    methods: [
      "apps.get": MethodMetrics(
        requests: 7, refused: 2, failed: 1, microseconds: 1_500_000,
        durations: [4, 0, 2] + Array(repeating: 0, count: 12) + [1],
        errors: ["unavailable": 1, "not_found": 2])
    ]
  ).with([.residentMemoryBytes: 4096, .processorMicroseconds: 2_500_000])

  private static let families = """
    # TYPE oauth_uptime_seconds gauge
    # HELP oauth_uptime_seconds Since the start of the process.
    oauth_uptime_seconds{service="app-registry",instance="1"} 12
    # TYPE oauth_open_connections gauge
    # HELP oauth_open_connections Open connections.
    oauth_open_connections{service="app-registry",instance="1"} 3
    # TYPE oauth_degraded gauge
    # HELP oauth_degraded 1 while the service can't do all of its work: see oauthctl status.
    oauth_degraded{service="app-registry",instance="1"} 0
    # TYPE oauth_connections_accepted counter
    # HELP oauth_connections_accepted Connections that were accepted.
    oauth_connections_accepted_total{service="app-registry",instance="1"} 40
    # TYPE oauth_requests counter
    # HELP oauth_requests Answered requests; refused is the caller's fault, failed the service's.
    oauth_requests_total{service="app-registry",instance="1",method="apps.get",outcome="done"} 4
    oauth_requests_total{service="app-registry",instance="1",method="apps.get",outcome="refused"} 2
    oauth_requests_total{service="app-registry",instance="1",method="apps.get",outcome="failed"} 1
    # TYPE oauth_errors counter
    # HELP oauth_errors Requests that were answered with an error, by its symbol.
    oauth_errors_total{service="app-registry",instance="1",method="apps.get",error="not_found"} 2
    oauth_errors_total{service="app-registry",instance="1",method="apps.get",error="unavailable"} 1
    # TYPE oauth_request_duration_seconds histogram
    # HELP oauth_request_duration_seconds From request to reply.

    """
    + [
      ("0.0001", 4), ("0.00025", 4), ("0.0005", 6), ("0.001", 6), ("0.0025", 6), ("0.005", 6), ("0.01", 6),
      ("0.025", 6), ("0.05", 6), ("0.1", 6), ("0.25", 6), ("0.5", 6), ("1.0", 6), ("2.5", 6), ("10.0", 6), ("+Inf", 7),
    ].map { bound, count in
      let labels = #"service="app-registry",instance="1",method="apps.get",le="\#(bound)""#
      return "oauth_request_duration_seconds_bucket{\(labels)} \(count)\n"
    }.joined() + """
      oauth_request_duration_seconds_count{service="app-registry",instance="1",method="apps.get"} 7
      oauth_request_duration_seconds_sum{service="app-registry",instance="1",method="apps.get"} 1.5
      # TYPE oauth_resident_memory_bytes gauge
      # HELP oauth_resident_memory_bytes Memory of the process that is in RAM, what it shares with others included.
      oauth_resident_memory_bytes{service="app-registry",instance="1"} 4096
      # TYPE oauth_processor_seconds counter
      # HELP oauth_processor_seconds Processor time of the process, the kernel's for it included.
      oauth_processor_seconds_total{service="app-registry",instance="1"} 2.5
      # EOF

      """

  /// Of which only the registry runs.
  private func systemd(instances: [String]) -> Systemd {
    Systemd(unitDirectory: "/nowhere") { arguments in
      let service = "oauth-app-registry@"
      guard arguments.contains("\(service)*.service") else { return (0, "") }
      return (0, instances.map { "\(service)\($0).service loaded active running OAuth\n" }.joined())
    }
  }

  @Test("What an instance has counted is told as OpenMetrics text; a service that does not run is not started for it")
  func text() async throws {
    try services.answer(ServiceStatusGet.self, Self.status("1"))
    try services.answer(ServiceMetricsGet.self, Self.metrics)
    let ending = await services.run("metrics", systemd: systemd(instances: ["1"]))
    #expect(ending.status == 0 && ending.errors == "")
    #expect(ending.output == Self.families)
    #expect(Set(services.received.map(\.service)) == [.appRegistry])
  }

  @Test("Each instance has lines of its own")
  func instances() async throws {
    for instance in ["2", "2", "1"] { try services.answer(ServiceStatusGet.self, Self.status(instance)) }
    try services.answer(ServiceMetricsGet.self, Self.metrics)
    let ending = await services.run("metrics", systemd: systemd(instances: ["1", "2"]))
    let uptimes = ending.outputLines.filter { $0.hasPrefix("oauth_uptime_seconds{") }
    #expect(
      uptimes == [
        #"oauth_uptime_seconds{service="app-registry",instance="1"} 12"#,
        #"oauth_uptime_seconds{service="app-registry",instance="2"} 12"#,
      ])
  }

  @Test("Whatever an instance calls itself, it begins no line of its own")
  func hostileName() async throws {
    try services.answer(ServiceStatusGet.self, Self.status("1\r\nup 1\n\\\"\u{301}"))
    try services.answer(ServiceMetricsGet.self, Self.metrics)
    let ending = await services.run("metrics", systemd: systemd(instances: ["1"]))
    #expect(ending.status == 0)
    for line in ending.output.unicodeScalars.split(separator: "\n").map({ String($0) }) {
      #expect(line.hasPrefix("# ") || line.hasPrefix("oauth_"), "\(line)")
    }
    #expect(ending.output.contains(#"instance="1\#r\nup 1\n\\\"\#u{301}""#))
  }

  @Test("Without systemd all services are asked; one that does not answer ends the command with its reason")
  func down() async throws {
    services.refuse("service.status", ServiceError(.unavailable, "there is no socket", service: "app-registry"))
    let ending = await services.run("metrics")
    #expect(ending.status == 69 && ending.output == "")
    #expect(ending.errors.contains("there is no socket"))
  }

  @Test("A file is replaced as a whole, and everybody may read it; what can't be written is told")
  func file() async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/oauth-apps.prom"
    try services.answer(ServiceStatusGet.self, Self.status("1"))
    try services.answer(ServiceMetricsGet.self, Self.metrics)
    let ending = await services.run("metrics", "--output", path, systemd: systemd(instances: ["1"]))
    #expect(ending.status == 0 && ending.output == "")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.families)
    let refused = await services.run("metrics", "--output", "/missing/x", systemd: systemd(instances: ["1"]))
    #expect(refused.status == 74 && refused.errors.contains("the metrics can't be written to /missing/x"))
  }
}
