import NIOCore
import NIOHTTP1
import OpenMetrics

/// Counts what is served, from the start of the process on. Lives on the event loop.
final class HTTPMetrics {
  /// Upper bounds of the durations, in microseconds.
  private static let bounds = [
    100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
  ]

  final class Route {
    /// By the first digit of the status, 1 to 5.
    fileprivate var answers = [Int](repeating: 0, count: 5)
    fileprivate var durations = [Int](repeating: 0, count: HTTPMetrics.bounds.count + 1)
    fileprivate var microseconds = 0
  }

  private var routes: [String: Route] = [:]
  private var shares: [(listener: String, shares: HTTPShares)] = []
  /// Accepted.
  var connections = 0
  var heldRefusals = 0
  /// Wrong secrets that were told at once, for want of a place to hold them back.
  var unheldRefusals = 0
  var shareRefusals = 0
  var handshakes = 0
  var failedHandshakes = 0

  func add(_ shares: HTTPShares, of listener: String) {
    self.shares.append((listener, shares))
  }

  /// - Parameter route: A path of the route table; `nil` for none.
  func record(_ route: String?, _ status: HTTPResponseStatus, _ duration: TimeAmount) {
    let name = route ?? "none"
    let counts =
      routes[name]
      ?? {
        let counts = Route()
        routes[name] = counts
        return counts
      }()
    counts.answers[min(max(Int(status.code) / 100, 1), 5) - 1] += 1
    let microseconds = Int(duration.nanoseconds / 1000)
    counts.microseconds += microseconds
    counts.durations[Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count] += 1
  }

  /// OpenMetrics 1.0.
  var text: String {
    var text = OpenMetricsText()
    let routes = routes.sorted { $0.key < $1.key }
    text.begin("oauth_gateway_requests", "counter", "Answered requests, by route and first digit of the status.")
    for (name, route) in routes {
      for (index, count) in route.answers.enumerated() where count > 0 {
        text.add("oauth_gateway_requests_total", ["route": name, "status": "\(index + 1)xx"], "\(count)")
      }
    }
    text.begin("oauth_gateway_request_duration_seconds", "histogram", "From the whole request to its answer.")
    for (name, route) in routes {
      text.addHistogram(
        "oauth_gateway_request_duration_seconds", ["route": name], bounds: Self.bounds, counts: route.durations,
        microseconds: route.microseconds)
    }
    text.begin("oauth_gateway_open_connections", "gauge", "Open connections.")
    for each in shares {
      text.add("oauth_gateway_open_connections", ["listener": each.listener], "\(each.shares.openConnections)")
    }
    text.begin("oauth_gateway_requests_at_work", "gauge", "Requests at work.")
    for each in shares {
      text.add("oauth_gateway_requests_at_work", ["listener": each.listener], "\(each.shares.requestsAtWork)")
    }
    for (name, count, help) in counters {
      text.begin("oauth_gateway_\(name)", "counter", help)
      text.add("oauth_gateway_\(name)_total", [:], "\(count)")
    }
    return text.finish()
  }

  private var counters: [(name: String, count: Int, help: String)] {
    [
      ("connections", connections, "Accepted connections."),
      ("held_refusals", heldRefusals, "Refusals of wrong secrets that were held back."),
      ("unheld_refusals", unheldRefusals, "Refusals of wrong secrets that found no place to be held back."),
      ("share_refusals", shareRefusals, "Connections and requests refused for want of a share."),
      ("tls_handshakes", handshakes, "Finished TLS handshakes."),
      ("tls_handshake_failures", failedHandshakes, "Failed TLS handshakes."),
    ]
  }
}

extension HTTPRoute {
  /// For the collector alone: on a listener of its own.
  static func metrics(_ metrics: NIOLoopBound<HTTPMetrics>) -> HTTPRoute {
    HTTPRoute(.GET, "/metrics") { _ in
      .answer(
        Answer(
          .ok, [Answer.Field("Content-Type", OpenMetricsText.contentType), .noStore],
          body: ArraySlice(metrics.value.text.utf8)))
    }
  }
}
