import Daemon
import HTTP
package import NIOCore
package import SocketTransport
import WireProtocol

/// HTTP in front of the services. It keeps nothing but public documents and has no right of its own: each request is
/// put to a service with what its client has shown.
package struct Gateway: Sendable {
  /// RFC 8414 `issuer`, which all URLs that the gateway tells begin with.
  let issuer: String
  /// What the URLs of the management begin with.
  let managementURL: String
  let tokenIssuer: SocketClient
  let appRegistry: SocketClient
  let metadata: KeptDocument
  let keys: KeptDocument

  package init(
    issuer: String, managementURL: String, tokenIssuer: SocketClient, appRegistry: SocketClient,
    now: @escaping @Sendable () -> NIODeadline = { .now() }
  ) {
    self.issuer = issuer
    self.managementURL = managementURL
    self.tokenIssuer = tokenIssuer
    self.appRegistry = appRegistry
    metadata = KeptDocument(MetadataGet.self, of: tokenIssuer, now: now)
    keys = KeptDocument(JWKSGet.self, of: tokenIssuer, now: now)
  }

  /// What each listener serves.
  func routes(of listener: HTTPListener) -> [DescribedRoute] {
    switch listener {
    case .http: described(standardRoutes + authorizeRoutes, at: IssuerURL.origin(of: issuer))
    case .management: described(managementRoutes, at: managementURL)
    case .metrics, .console: []
    }
  }

  private var standardRoutes: [DescribedRoute] {
    tokenRoutes + introspectionRoutes + revocationRoutes + authorizationRoutes + documentRoutes + resourceRoutes
      + healthRoutes
  }

  /// What stands behind the host in the issuer: empty for a bare origin.
  var issuerPath: Substring { issuer.dropFirst(IssuerURL.origin(of: issuer).count) }

  /// Where an endpoint is: behind the issuer's path, and without it for a proxy that takes that off.
  func paths(of endpoint: EndpointPath) -> [String] {
    issuerPath.isEmpty ? [endpoint.rawValue] : [endpoint.rawValue, issuerPath + endpoint.rawValue]
  }
}
