/// RFC 7517 section 5.
package struct JWKSet: Codable, Equatable, Sendable {
  package let keys: [JWK]

  package init(keys: [JWK]) {
    self.keys = keys
  }
}

/// A public key (RFC 7517 section 4, RFC 7518 section 6, RFC 8037); members that the key type lacks are missing.
package struct JWK: Codable, Equatable, Sendable {
  package let kty: String
  package let use: String
  package let alg: String
  package let kid: String
  package let crv: String?
  package let x: String?
  package let y: String?
  package let n: String?
  package let e: String?

  package init(
    kty: String, use: String, alg: String, kid: String, crv: String? = nil, x: String? = nil, y: String? = nil,
    n: String? = nil,
    e: String? = nil
  ) {
    self.kty = kty
    self.use = use
    self.alg = alg
    self.kid = kid
    self.crv = crv
    self.x = x
    self.y = y
    self.n = n
    self.e = e
  }
}
