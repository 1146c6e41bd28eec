/// A listening socket of the gateway or the console, by the name under which systemd passes it (`FileDescriptorName=`). Where it
/// listens is the administrator's choice: an address, or a path in the runtime directory.
package enum HTTPListener: String, Sendable {
  /// The standard endpoints, and decisions for proxies: what the network may see.
  case http
  /// The management of apps and API keys.
  case management
  /// Measurements for a collector.
  case metrics
  /// The pages for people.
  case console = "console-http"

  /// The socket's name in the runtime directory, where it is not somewhere else.
  package var socket: String { "\(rawValue).sock" }

  package var socketAccess: ServiceDefinition.SocketAccess {
    switch self {
    case .http, .console: .everyone
    case .management, .metrics: .members(of: "oauth-admin")
    }
  }

  /// The name of its socket unit, without the suffix.
  package func unit(of service: ServiceName) -> String {
    self == .console ? "oauth-\(rawValue)" : "\(service.executable)-\(rawValue)"
  }
}
