/// A running process of a service.
package struct ServiceStatus: Codable, Equatable, Sendable {
  package let service: ServiceName
  package let version: String
  /// The instance name of the unit, or `embedded`.
  package let instance: String
  package let pid: Int
  package let uptimeSeconds: Int
  package let connections: Int

  package init(
    service: ServiceName, version: String, instance: String, pid: Int, uptimeSeconds: Int, connections: Int
  ) {
    self.service = service
    self.version = version
    self.instance = instance
    self.pid = pid
    self.uptimeSeconds = uptimeSeconds
    self.connections = connections
  }
}
