/// A public key as RFC 7517 and RFC 8037 write it. Binary members are base64url; members that do not apply are left
/// out. There is no member for private material, so none can be published by mistake.
package struct JSONWebKey: Codable, Equatable, Sendable {
  /// `EC`, `RSA` or `OKP`.
  package var kty: String
  /// `P-256` or `Ed25519`.
  package var crv: String?
  package var x: String?
  package var y: String?
  /// The RSA modulus and public exponent, big-endian without leading zeros.
  package var n: String?
  package var e: String?
  package var alg: String?
  package var use: String?
  package var kid: String?

  package init(
    kty: String, crv: String? = nil, x: String? = nil, y: String? = nil, n: String? = nil, e: String? = nil,
    alg: String? = nil, use: String? = nil, kid: String? = nil
  ) {
    self.kty = kty
    self.crv = crv
    self.x = x
    self.y = y
    self.n = n
    self.e = e
    self.alg = alg
    self.use = use
    self.kid = kid
  }
}
