/// What one process has counted since it started.
package struct ServiceMetrics: Codable, Equatable, Sendable {
  package let uptimeSeconds: Int
  /// Open now.
  package let connections: Int
  package let connectionsAccepted: Int
  /// 1 while the service can't do all of its work (see `service.status`), else 0.
  package let degraded: Int
  /// By the method's name; requests that named none are under `?`.
  package let methods: [String: MethodMetrics]
  /// By the name of a ``Figure``.
  package private(set) var figures: [String: Int] = [:]

  package init(
    uptimeSeconds: Int, connections: Int, connectionsAccepted: Int, degraded: Int = 0, methods: [String: MethodMetrics]
  ) {
    self.uptimeSeconds = uptimeSeconds
    self.connections = connections
    self.connectionsAccepted = connectionsAccepted
    self.degraded = degraded
    self.methods = methods
  }
}

extension ServiceMetrics {
  package func with(_ figures: Figures) -> ServiceMetrics {
    var metrics = self
    for (figure, value) in figures { metrics.figures[figure.rawValue] = value }
    return metrics
  }

  package subscript(_ figure: Figure) -> Int? { figures[figure.rawValue] }

  /// What was counted of one kind, of all methods together.
  package func total(_ count: (MethodMetrics) -> Int) -> Int { methods.values.reduce(0) { $0 &+ count($1) } }
}

package struct MethodMetrics: Codable, Equatable, Sendable {
  package var requests: Int
  /// Answered with an error that is the caller's.
  package var refused: Int
  /// Answered with `internal_error` or `unavailable`.
  package var failed: Int
  /// Time from request to reply, added up.
  package var microseconds: Int
  /// Requests in each bucket of ``RequestDurations``.
  package var durations: [Int]
  /// By the symbol of the error.
  package var errors: [String: Int]

  package init(
    requests: Int = 0, refused: Int = 0, failed: Int = 0, microseconds: Int = 0,
    durations: [Int] = RequestDurations.none, errors: [String: Int] = [:]
  ) {
    self.requests = requests
    self.refused = refused
    self.failed = failed
    self.microseconds = microseconds
    self.durations = durations
    self.errors = errors
  }

  package mutating func count(_ failure: ServiceError?, after microseconds: Int) {
    requests += 1
    self.microseconds += microseconds
    durations[RequestDurations.bucket(of: microseconds)] += 1
    guard let failure else { return }
    if failure.isOfService { failed += 1 } else { refused += 1 }
    errors[failure.code.symbol, default: 0] += 1
  }
}
