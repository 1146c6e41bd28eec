/// A listening socket of the gateway, by the name under which systemd passes it (`FileDescriptorName=`). Where it
/// listens is the administrator's choice: an address, or a path in the runtime directory.
package enum HTTPListener: String, CaseIterable, Sendable {
  /// The standard endpoints, and decisions for proxies: what the network may see.
  case http
  /// The management of apps and API keys.
  case management
  /// Measurements for a collector.
  case metrics

  /// The socket's name in the runtime directory, where it is not somewhere else.
  package var socket: String { "\(rawValue).sock" }

  package var socketAccess: ServiceDefinition.SocketAccess {
    self == .http ? .everyone : .members(of: "oauth-admin")
  }

  /// The name of its socket unit, without the suffix.
  package func unit(of service: ServiceName) -> String { "\(service.executable)-\(rawValue)" }
}
