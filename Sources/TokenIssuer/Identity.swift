package import JOSE
import WireProtocol

/// What the issuer calls itself in its tokens and its metadata.
package struct Identity: Sendable {
  /// RFC 8414 `issuer`, a URL without query and fragment.
  package let issuer: String
  /// The API that the tokens are for (RFC 9068 `aud`).
  package let audience: String
  let algorithm: SignatureAlgorithm

  /// - Parameter algorithm: Of new signing keys.
  package init(issuer: String, audience: String, algorithm: SignatureAlgorithm) {
    self.issuer = issuer
    self.audience = audience
    self.algorithm = algorithm
  }

  /// What an assertion may be for that comes to an endpoint (RFC 7523 section 3): the server by its name, the token
  /// endpoint by either path, or that endpoint.
  func audiences(of endpoint: EndpointPath) -> [String] {
    [issuer] + [.token, .formerToken, endpoint].map { (path: EndpointPath) in path.url(of: issuer) }
  }
}
