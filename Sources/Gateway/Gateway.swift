import NIOCore
package import SocketTransport
import WireProtocol

/// HTTP in front of the services. It keeps nothing and has no right of its own: each request is put to a service with
/// what its client has shown.
package struct Gateway: Sendable {
  /// RFC 8414 `issuer`, which all URLs that the gateway tells begin with.
  let issuer: String
  let tokenIssuer: SocketClient

  package init(issuer: String, tokenIssuer: SocketClient) {
    self.issuer = issuer
    self.tokenIssuer = tokenIssuer
  }

  /// What each listener serves.
  func routes(of listener: HTTPListener) -> [HTTPRoute] {
    switch listener {
    case .http: described(tokenRoutes + authorizeRoutes, at: issuer)
    case .management: described([], at: issuer)
    case .metrics: []
    }
  }
}
