/// A running process of a service.
package struct ServiceStatus: Codable, Equatable, Sendable {
  package let service: ServiceName
  package let version: String
  /// The instance name of the unit, or `embedded`.
  package let instance: String
  package let pid: Int
  package let uptimeSeconds: Int
  package let connections: Int
  /// In the last seconds.
  package let requestsPerSecond: Int
  package let status: Health
  /// Why the service is degraded and what to do about it; empty while it is healthy.
  package let reasons: [String]
  /// What has just been looked at, where an operator asked for it.
  package let checks: [HealthCheck]
  /// Tells the catalogue of permissions that the service goes by from all others.
  package let catalogue: String?

  package init(
    service: ServiceName, version: String, instance: String, pid: Int, uptimeSeconds: Int, connections: Int,
    requestsPerSecond: Int = 0, reasons: [String] = [], checks: [HealthCheck] = [], catalogue: String? = nil
  ) {
    self.service = service
    self.version = version
    self.instance = instance
    self.pid = pid
    self.uptimeSeconds = uptimeSeconds
    self.connections = connections
    self.requestsPerSecond = requestsPerSecond
    status = reasons.isEmpty ? .healthy : .degraded
    self.reasons = reasons
    self.checks = checks
    self.catalogue = catalogue
  }
}

/// Whether something does all of its work.
package enum Health: String, Choice {
  case healthy, degraded
}

/// A part of a service that was looked at.
package struct HealthCheck: Codable, Equatable, Sendable {
  /// Such as `database`, or the name of another service.
  package let part: String
  package let status: Health
  /// What was found; of a degraded part also the cure.
  package let detail: String

  package init(part: String, status: Health, detail: String) {
    self.part = part
    self.status = status
    self.detail = detail
  }
}
