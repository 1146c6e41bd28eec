import OpenMetrics
import WireProtocol

/// What an instance of a service has counted.
struct InstanceMetrics: Sendable {
  let service: ServiceName
  let instance: String
  let metrics: ServiceMetrics

  fileprivate var labels: KeyValuePairs<String, String> { ["service": service.rawValue, "instance": instance] }

  fileprivate var methods: [(name: String, counts: MethodMetrics)] {
    metrics.methods.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  fileprivate func labels(_ method: String) -> KeyValuePairs<String, String> {
    ["service": service.rawValue, "instance": instance, "method": method]
  }

  fileprivate func labels(_ method: String, _ more: (String, String)) -> KeyValuePairs<String, String> {
    ["service": service.rawValue, "instance": instance, "method": method, more.0: more.1]
  }
}

extension [InstanceMetrics] {
  /// OpenMetrics 1.0.
  var openMetrics: String {
    var text = OpenMetricsText()
    for (name, help, figure) in Self.gauges {
      text.begin("oauth_\(name)", "gauge", help)
      for each in self { text.add("oauth_\(name)", each.labels, "\(figure(each.metrics))") }
    }
    text.begin("oauth_connections_accepted", "counter", "Connections that were accepted.")
    for each in self {
      text.add("oauth_connections_accepted_total", each.labels, "\(each.metrics.connectionsAccepted)")
    }
    text.begin("oauth_requests", "counter", "Answered requests; refused is the caller's fault, failed the service's.")
    for each in self {
      for (method, counts) in each.methods {
        for (outcome, count) in counts.outcomes {
          text.add("oauth_requests_total", each.labels(method, ("outcome", outcome)), "\(count)")
        }
      }
    }
    addErrors(to: &text)
    addDurations(to: &text)
    addFigures(to: &text)
    return text.finish()
  }

  private func addErrors(to text: inout OpenMetricsText) {
    text.begin("oauth_errors", "counter", "Requests that were answered with an error, by its symbol.")
    for each in self {
      for (method, counts) in each.methods {
        for (error, count) in counts.errors.sorted(by: { $0.key < $1.key }) {
          text.add("oauth_errors_total", each.labels(method, ("error", error)), "\(count)")
        }
      }
    }
  }

  private func addDurations(to text: inout OpenMetricsText) {
    let name = "oauth_request_duration_seconds"
    text.begin(name, "histogram", "From request to reply.")
    for each in self {
      for (method, counts) in each.methods {
        text.addHistogram(
          name, each.labels(method), bounds: RequestDurations.bounds, counts: counts.durations,
          microseconds: counts.microseconds)
      }
    }
  }

  /// Collectors expect seconds where the protocol has microseconds.
  private func addFigures(to text: inout OpenMetricsText) {
    for figure in Figure.allCases {
      let told = filter { $0.metrics[figure] != nil }
      guard !told.isEmpty else { continue }
      let name = "oauth_\(figure.rawValue.replacing("microseconds", with: "seconds"))"
      text.begin(name, figure.kind.rawValue, figure.meaning)
      for each in told {
        let value = each.metrics[figure] ?? 0
        text.add(
          figure.kind == .counter ? "\(name)_total" : name, each.labels,
          figure.rawValue.hasSuffix("microseconds") ? "\(Double(value) / 1e6)" : "\(value)")
      }
    }
  }

  private static var gauges: [(name: String, help: String, figure: (ServiceMetrics) -> Int)] {
    [
      ("uptime_seconds", "Since the start of the process.", { $0.uptimeSeconds }),
      ("open_connections", "Open connections.", { $0.connections }),
      ("degraded", "1 while the service can't do all of its work: see oauthctl status.", { $0.degraded }),
    ]
  }
}

extension MethodMetrics {
  fileprivate var outcomes: [(name: String, count: Int)] {
    [("done", requests &- refused &- failed), ("refused", refused), ("failed", failed)]
  }
}
