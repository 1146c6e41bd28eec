/// A signature algorithm by its JOSE name (RFC 7518 section 3.1, RFC 8037 section 3.1). This list is the allow-list of
/// RFC 8725 section 3.1: `none` and the HMAC algorithms are not values of this type.
package enum SignatureAlgorithm: String, Codable, CaseIterable, Sendable {
  /// ECDSA on P-256 with SHA-256. A signature is r and s, 32 bytes each.
  case es256 = "ES256"
  /// RSASSA-PKCS1-v1_5 with SHA-256 and a modulus of at least 2,048 bits.
  case rs256 = "RS256"
  /// Ed25519, the only curve accepted under this name.
  case edDSA = "EdDSA"
}
