import NIOCore
package import SocketTransport
import WireProtocol

/// HTTP in front of the services. It keeps nothing and has no right of its own: each request is put to a service with
/// what its client has shown.
package struct Gateway: Sendable {
  /// RFC 8414 `issuer`, which all URLs that the gateway tells begin with.
  let issuer: String
  /// What the URLs of the management begin with.
  let managementURL: String
  let tokenIssuer: SocketClient
  let appRegistry: SocketClient

  package init(issuer: String, managementURL: String, tokenIssuer: SocketClient, appRegistry: SocketClient) {
    self.issuer = issuer
    self.managementURL = managementURL
    self.tokenIssuer = tokenIssuer
    self.appRegistry = appRegistry
  }

  /// What each listener serves.
  func routes(of listener: HTTPListener) -> [HTTPRoute] {
    switch listener {
    case .http: described(tokenRoutes + authorizeRoutes, at: issuer)
    case .management: described(managementRoutes, at: managementURL)
    case .metrics: []
    }
  }
}
