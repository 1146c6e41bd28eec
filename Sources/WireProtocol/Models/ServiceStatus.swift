/// A running process of a service.
package struct ServiceStatus: Codable, Equatable, Sendable {
  package let service: ServiceName
  package let version: String
  /// The instance name of the unit, or `embedded`.
  package let instance: String
  package let processID: Int
  package let uptimeSeconds: Int
  package let connections: Int

  package init(
    service: ServiceName, version: String, instance: String, processID: Int, uptimeSeconds: Int, connections: Int
  ) {
    self.service = service
    self.version = version
    self.instance = instance
    self.processID = processID
    self.uptimeSeconds = uptimeSeconds
    self.connections = connections
  }

  private enum CodingKeys: String, CodingKey {
    case service, version, instance
    case processID = "pid"
    case uptimeSeconds = "uptime_seconds"
    case connections
  }
}
