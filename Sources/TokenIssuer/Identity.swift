import JOSE

/// What the issuer calls itself in its tokens and its metadata.
package struct Identity: Sendable {
  /// RFC 8414 `issuer`, a URL without query and fragment.
  package let issuer: String
  /// Whom the tokens are for (RFC 9068 `aud`).
  package let audience: String
  let algorithm: SignatureAlgorithm

  /// - Parameter algorithm: RFC 7518 name; `nil` comes back for one that is not served.
  package init?(issuer: String, audience: String, algorithm: String) {
    guard let algorithm = SignatureAlgorithm(rawValue: algorithm) else { return nil }
    self.issuer = issuer
    self.audience = audience
    self.algorithm = algorithm
  }
}
