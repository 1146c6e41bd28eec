/// A public key as its owner gives it: a JSON Web Key (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2).
/// Whether it is one that is served, the service says.
///
/// Certificates, and the `ext` of WebCrypto, are allowed and not read.
package struct PublicJWK: Equatable, Sendable {
  package let kty: String
  package let use: String?
  package let keyOps: [String]?
  package let alg: String?
  package let kid: String?
  package let crv: String?
  package let x: String?
  package let y: String?
  package let n: String?
  package let e: String?
  /// The name of a member of private or symmetric keys that it came with. The member's value is never read.
  package let privateMember: String?

  package init(
    kty: String, use: String? = nil, alg: String? = nil, kid: String? = nil, crv: String? = nil, x: String? = nil,
    y: String? = nil, n: String? = nil, e: String? = nil
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
    keyOps = nil
    privateMember = nil
  }
}

extension PublicJWK: Codable {
  private enum CodingKeys: CodingKey { case kty, use, keyOps, alg, kid, crv, x, y, n, e }
  /// RFC 7518 sections 6.2.2, 6.3.2 and 6.4.
  private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]
  private static let unreadMembers = ["x5u", "x5c", "x5t", "x5t#S256", "ext"]

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kty = try container.decode(String.self, forKey: .kty)
    use = try container.decodeIfPresent(String.self, forKey: .use)
    keyOps = try container.decodeIfPresent([String].self, forKey: .keyOps)
    alg = try container.decodeIfPresent(String.self, forKey: .alg)
    kid = try container.decodeIfPresent(String.self, forKey: .kid)
    crv = try container.decodeIfPresent(String.self, forKey: .crv)
    x = try container.decodeIfPresent(String.self, forKey: .x)
    y = try container.decodeIfPresent(String.self, forKey: .y)
    n = try container.decodeIfPresent(String.self, forKey: .n)
    e = try container.decodeIfPresent(String.self, forKey: .e)
    let others = try decoder.container(keyedBy: VerbatimKey.self)
    let given = others.allKeys.map(\.stringValue)
    // To ask for a member is to know it: a strict reader refuses what nobody asks for.
    for name in Self.privateMembers + Self.unreadMembers where given.contains(name) {
      _ = others.contains(VerbatimKey(name))
    }
    privateMember = Self.privateMembers.first(where: given.contains)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kty, forKey: .kty)
    try container.encodeIfPresent(use, forKey: .use)
    try container.encodeIfPresent(keyOps, forKey: .keyOps)
    try container.encodeIfPresent(alg, forKey: .alg)
    try container.encodeIfPresent(kid, forKey: .kid)
    try container.encodeIfPresent(crv, forKey: .crv)
    try container.encodeIfPresent(x, forKey: .x)
    try container.encodeIfPresent(y, forKey: .y)
    try container.encodeIfPresent(n, forKey: .n)
    try container.encodeIfPresent(e, forKey: .e)
  }
}

/// RFC 7517 section 5, with keys of others.
package struct PublicJWKSet: Codable, Equatable, Sendable {
  package let keys: [PublicJWK]

  package init(keys: [PublicJWK]) {
    self.keys = keys
  }
}
