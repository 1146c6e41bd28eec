import Crypto
import CryptoExtras
import JSON
package import WireProtocol

extension VerificationKey {
  /// The lengths of a client's RSA keys. A longer one would make verifying dear for the service.
  static let rsaBits = 2048...4096
  private static let kids = 1...128

  /// A client's public key, for one algorithm only (RFC 8725 section 3.1): what `alg`, `use` and `key_ops` say has to
  /// agree with the key.
  package init(_ jwk: PublicJWK) throws(JWKError) {
    if let member = jwk.privateMember {
      throw JWKError(member, "this is a private or a symmetric key; keep it to yourself, and give its public half")
    }
    try Self.requireVerifying(jwk)
    let material = try Self.material(of: jwk)
    do throws(KeyError) { try self.init(material) } catch {
      throw .unreadable
    }
    guard jwk.alg ?? algorithm.rawValue == algorithm.rawValue else {
      throw JWKError("alg", "the key is one for \(algorithm.rawValue); say so, or leave alg out")
    }
  }

  package var thumbprint: KeyThumbprint? { KeyThumbprint(kid) }

  private static func requireVerifying(_ jwk: PublicJWK) throws(JWKError) {
    guard jwk.use ?? "sig" == "sig" else {
      throw JWKError("use", "the key is not for signatures; give one whose use is sig")
    }
    guard jwk.keyOps ?? ["verify"] == ["verify"] else {
      throw JWKError("key_ops", "a public key only verifies; give [\"verify\"], or leave key_ops out")
    }
    guard let kid = jwk.kid else { return }
    guard kids.contains(kid.utf8.count), kid.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw JWKError("kid", "1 to 128 printable ASCII characters without blanks are allowed; choose another kid")
    }
  }

  private static func material(of jwk: PublicJWK) throws(JWKError) -> Material {
    switch (jwk.kty, jwk.crv) {
    case ("EC", "P-256"): try point(jwk)
    case ("OKP", "Ed25519"): try edwardsPoint(jwk)
    case ("RSA", _): try modulus(jwk)
    case ("EC", _): throw JWKError("crv", "of elliptic curves only P-256 is served; make a key for ES256")
    case ("OKP", _): throw JWKError("crv", "of these curves only Ed25519 is served; make a key for EdDSA")
    case ("oct", _): throw JWKError("kty", "a symmetric key is a shared secret; make a key for ES256, RS256 or EdDSA")
    default: throw JWKError("kty", "only EC, RSA and OKP are served; make a key for ES256, RS256 or EdDSA")
    }
  }

  private static func point(_ jwk: PublicJWK) throws(JWKError) -> Material {
    let x = try bytes(jwk.x, "x", count: 32)
    let y = try bytes(jwk.y, "y", count: 32)
    guard let key = try? P256.Signing.PublicKey(rawRepresentation: x + y) else {
      throw JWKError("x", "x and y are no point of the curve; give the key as its program wrote it")
    }
    return .es256(key)
  }

  private static func edwardsPoint(_ jwk: PublicJWK) throws(JWKError) -> Material {
    let x = try bytes(jwk.x, "x", count: 32)
    guard !SmallOrder.contains(x), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else {
      throw JWKError("x", "this point of the curve makes no key; generate another")
    }
    return .edDSA(key)
  }

  private static func modulus(_ jwk: PublicJWK) throws(JWKError) -> Material {
    let n = try bytes(jwk.n, "n")
    let e = try bytes(jwk.e, "e")
    guard let first = n.first, first != 0, n.last.isOdd else {
      throw JWKError("n", "a modulus is odd and begins with no zero byte; give the key as its program wrote it")
    }
    let bits = n.count * 8 - first.leadingZeroBitCount
    guard rsaBits.contains(bits) else {
      throw JWKError(
        "n", "the key has \(bits) bits; make one of \(rsaBits.lowerBound) to \(rsaBits.upperBound), or for ES256")
    }
    // FIPS 186-5 section 5.1: odd and larger than 2^16. More than 32 bits nobody uses.
    guard 3...4 ~= e.count, e.first != 0, e.last.isOdd else {
      throw JWKError("e", "the exponent is even, too small or too large; make a key whose exponent is 65537 (AQAB)")
    }
    guard let key = try? _RSA.Signing.PublicKey(n: n, e: e) else {
      throw JWKError("n", "n and e make no RSA key; give the key as its program wrote it")
    }
    return .rs256(key)
  }

  private static func bytes(_ text: String?, _ member: String, count: Int? = nil) throws(JWKError) -> [UInt8] {
    guard let text else { throw JWKError(member, "required for this kty, but missing") }
    guard let bytes = Base64URL.decode(text.utf8.span), !bytes.isEmpty else {
      throw JWKError(member, "base64url without padding is expected")
    }
    if let count, bytes.count != count { throw JWKError(member, "\(bytes.count) bytes; \(count) are expected") }
    return bytes
  }
}

extension UInt8? {
  fileprivate var isOdd: Bool { self.map { $0 & 1 == 1 } ?? false }
}

extension PublicJWK {
  /// A key with all that it says of itself.
  /// - Parameter kid: The owner's name for it, if there is one.
  package init(_ key: VerificationKey, kid: String?) {
    let algorithm = key.algorithm.rawValue
    switch key.parameters {
    case .ec(let x, let y):
      self.init(kty: "EC", use: "sig", alg: algorithm, kid: kid, crv: "P-256", x: x, y: y)
    case .okp(let x):
      self.init(kty: "OKP", use: "sig", alg: algorithm, kid: kid, crv: "Ed25519", x: x)
    case .rsa(let n, let e):
      self.init(kty: "RSA", use: "sig", alg: algorithm, kid: kid, n: n, e: e)
    }
  }
}
