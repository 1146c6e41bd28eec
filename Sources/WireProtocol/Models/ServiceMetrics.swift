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

  package init(requests: Int = 0, refused: Int = 0, failed: Int = 0, microseconds: Int = 0) {
    self.requests = requests
    self.refused = refused
    self.failed = failed
    self.microseconds = microseconds
  }
}
