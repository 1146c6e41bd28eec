/// Accepts the access tokens of one issuer for one audience, or for any that the caller checks itself (RFC 9068 section
/// 4), and refuses everything else with the reason.
package struct AccessTokenVerifier: Sendable {
  package let issuer: String
  /// Nil: the caller decides about the audience.
  package let audience: String?
  /// How many seconds ahead of the verifier's clock a token may have been issued. Expiry has no leeway.
  private let leeway: Int

  package init(issuer: String, audience: String?, leeway: Int = 60) {
    self.issuer = issuer
    self.audience = audience
    self.leeway = leeway
  }

  /// The claims of `token` if it is valid at `now` (whole seconds since 1970); for nil, if it ever was or will be.
  /// `keys` answers the key with an RFC 7638 thumbprint, or nil where it is not, or no longer, one to trust. Nothing of
  /// the payload is read before the signature holds.
  package func verify(
    _ token: String, now: Int?, keys: (_ kid: String) -> VerificationKey?
  ) throws(AccessTokenError) -> AccessTokenClaims {
    try requireLength(token.utf8.count)
    return try verify([UInt8](token.utf8), now: now, keys: keys)
  }

  package func verify(
    _ token: [UInt8], now: Int?, keys: (_ kid: String) -> VerificationKey?
  ) throws(AccessTokenError) -> AccessTokenClaims {
    try requireLength(token.count)
    let parts = try CompactJWS(token)
    let header = try AccessTokenHeader(json: parts.decode(.header))
    guard let key = keys(header.kid) else { throw .unknownKey(header.kid) }
    guard header.algorithm == key.algorithm else { throw .algorithmMismatch(header.algorithm) }
    let signature = try parts.decode(.signature)
    guard key.isValid(signature, for: parts.signingInput) else { throw .badSignature }
    let claims = try AccessTokenClaims(json: parts.decode(.payload))
    guard key.isOwn(signature, issuedAt: claims.issuedAt) else { throw .badSignature }
    try require(claims, at: now)
    return claims
  }

  private func requireLength(_ count: Int) throws(AccessTokenError) {
    guard count <= AccessToken.maximumLength else { throw .tooLong(bytes: count) }
  }

  private func require(_ claims: AccessTokenClaims, at now: Int?) throws(AccessTokenError) {
    guard isSame(claims.issuer, issuer) else { throw .wrongIssuer }
    if let audience, !claims.audience.contains(where: { isSame($0, audience) }) { throw .wrongAudience }
    guard let now else { return }
    guard claims.expirationTime > now else { throw .expired(at: claims.expirationTime) }
    guard hasBegun(claims.issuedAt, at: now) else { throw .notYetValid(issuedAt: claims.issuedAt) }
  }

  /// Whether the time has come of a token that was issued then.
  package func hasBegun(_ issuedAt: Int, at now: Int) -> Bool { issuedAt - leeway <= now }

  /// Byte for byte (RFC 8259 section 8.3): `==` on strings would take canonically equivalent texts for the same.
  private func isSame(_ claim: String, _ expected: String) -> Bool { claim.utf8.elementsEqual(expected.utf8) }
}
