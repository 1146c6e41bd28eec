package import JOSE

/// What the issuer calls itself in its tokens and its metadata.
package struct Identity: Sendable {
  /// RFC 8414 `issuer`, a URL without query and fragment.
  package let issuer: String
  /// RFC 8414 `token_endpoint`. The gateway serves it.
  package var tokenEndpoint: String { issuer + "/v2/token" }
  /// The API that the tokens are for (RFC 9068 `aud`).
  package let audience: String
  let algorithm: SignatureAlgorithm

  /// - Parameter algorithm: Of new signing keys.
  package init(issuer: String, audience: String, algorithm: SignatureAlgorithm) {
    self.issuer = issuer
    self.audience = audience
    self.algorithm = algorithm
  }
}
