import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  var serviceRoutes: [HTTPRoute] {
    [page("/services") { visit in try await Self.services(visit) }]
  }

  private static func services(_ visit: Visit) async throws -> Page {
    try visit.requireOperator("sees the services", cure: "ask one, or try oauthctl status")
    var sections: [HTML] = []
    for service in ServiceName.console.definition.calls { sections.append(await section(visit, service)) }
    return Page(
      title: "Services",
      body: """
        <p>Each service runs only while it is needed; several instances may share its work. What is told here is of the
        one that has answered. Load the page again for the next measurement.</p>
        \(sections)
        """)
  }

  private static func section(_ visit: Visit, _ service: ServiceName) async -> HTML {
    let body: HTML
    do {
      let status = try await visit.ask(ServiceStatusGet(), of: service)
      let metrics = try await visit.ask(ServiceMetricsGet(), of: service)
      visit.console.gauges.add(.init(metrics, pid: status.pid, at: visit.now), of: service)
      body = html(status, metrics, visit.console.gauges, of: service)
    } catch { body = Refusal.reason(error) }
    return .section(service.rawValue, id: service.rawValue, body)
  }

  private static func html(
    _ status: ServiceStatus, _ metrics: ServiceMetrics, _ gauges: Gauges, of service: ServiceName
  ) -> HTML {
    let rates = gauges.rates(of: service)
    let (requests, refused, failed) = (metrics.total(\.requests), metrics.total(\.refused), metrics.total(\.failed))
    let reasons = status.reasons.map { "<li>\($0)</li>" as HTML }
    return """
      \(.facts([
        ("Health", status.status == .healthy ? .badge("healthy", .good) : .badge("degraded", .bad)),
        ("Instance", "\(status.instance), process \(status.pid)"), ("Version", "\(status.version)"),
        ("Up for", "\(status.uptimeSeconds.roughDuration)"),
        ("Connections", "\(metrics.connections) open, \(metrics.connectionsAccepted) so far"),
        ("Requests", "\(requests), of which \(refused) refused and \(failed) failed"),
        ("Errors", errors(metrics)),
      ]))
      \(reasons.isEmpty ? nil : .notice("<ul>\(reasons)</ul>", .bad))
      <div class="charts">\(Chart(title: "Requests a second", values: rates.map(\.requests)).html)
      \(Chart(title: "Refused a second", values: rates.map(\.refused)).html)
      \(Chart(title: "Milliseconds a request", values: rates.map(\.latency)).html)
      \(Chart(title: "Megabytes of memory", values: gauges.megabytes(of: service, pid: status.pid)).html)</div>
      """
  }

  /// What requests were answered with in place of a result, the most frequent first.
  static func errors(_ metrics: ServiceMetrics) -> HTML {
    let counts = metrics.methods.values.reduce(into: [:] as [String: Int]) { counts, method in
      counts.merge(method.errors) { $0 &+ $1 }
    }
    guard !counts.isEmpty else { return "none" }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return "\(sorted.map { "<code>\($0.key)</code> \($0.value)<br>" as HTML })"
  }
}

extension Int {
  /// Seconds, in the largest unit of which there are two.
  fileprivate var roughDuration: String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
    let unit = units.first { self >= 2 * $0.0 } ?? (1, "second")
    return (self / unit.0).counted(unit.1)
  }
}
