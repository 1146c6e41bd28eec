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

  fileprivate func labels(_ method: String, _ outcome: String) -> KeyValuePairs<String, String> {
    ["service": service.rawValue, "instance": instance, "method": method, "outcome": outcome]
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
          text.add("oauth_requests_total", each.labels(method, outcome), "\(count)")
        }
      }
    }
    text.begin("oauth_request_duration_seconds", "summary", "From request to reply.")
    for each in self {
      for (method, counts) in each.methods {
        text.add("oauth_request_duration_seconds_count", each.labels(method), "\(counts.requests)")
        text.add("oauth_request_duration_seconds_sum", each.labels(method), "\(Double(counts.microseconds) / 1e6)")
      }
    }
    return text.finish()
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
