import Crypto
import CryptoExtras
import FoundationEssentials
import JSON

extension VerificationKey {
  /// The key a JSON Web Key describes. `alg`, `use` and `kid` may be absent; given, they must say what this key is.
  package init(_ webKey: JSONWebKey) throws(KeyError) {
    try self.init(Material(webKey))
    guard webKey.alg == nil || webKey.alg == algorithm.rawValue else { throw .malformedWebKey(member: "alg") }
    guard webKey.use == nil || webKey.use == publicJWK.use else { throw .malformedWebKey(member: "use") }
    guard webKey.kid == nil || webKey.kid == kid else { throw .malformedWebKey(member: "kid") }
  }
}

extension VerificationKey.Material {
  init(_ webKey: JSONWebKey) throws(KeyError) {
    switch (webKey.kty, webKey.crv) {
    case ("EC", "P-256"):
      let x = try Self.binary(webKey.x, member: "x", length: 32)
      let y = try Self.binary(webKey.y, member: "y", length: 32)
      guard let key = try? P256.Signing.PublicKey(rawRepresentation: x + y) else { throw .malformedWebKey(member: "x") }
      self = .es256(key)
    case ("OKP", "Ed25519"):
      let x = try Self.binary(webKey.x, member: "x", length: 32)
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else {
        throw .malformedWebKey(member: "x")
      }
      self = .edDSA(key)
    case ("RSA", _):
      let n = try Self.binary(webKey.n, member: "n")
      let e = try Self.binary(webKey.e, member: "e")
      guard let key = try? _RSA.Signing.PublicKey(n: n, e: e) else { throw .malformedWebKey(member: "n") }
      self = .rs256(key)
    default:
      throw .unsupportedKeyType
    }
  }

  /// The members that make the key, without `alg`, `use` and `kid`.
  func webKey() throws(KeyError) -> JSONWebKey {
    switch self {
    case .es256(let key):
      let point = key.rawRepresentation
      return JSONWebKey(kty: "EC", crv: "P-256", x: Self.text(point.prefix(32)), y: Self.text(point.suffix(32)))
    case .edDSA(let key):
      return JSONWebKey(kty: "OKP", crv: "Ed25519", x: Self.text(key.rawRepresentation))
    case .rs256(let key):
      guard let numbers = try? key.getKeyPrimitives() else { throw .malformedWebKey(member: "n") }
      return JSONWebKey(kty: "RSA", n: Self.text(numbers.modulus), e: Self.text(numbers.publicExponent))
    }
  }

  private static func binary(_ text: String?, member: String, length: Int? = nil) throws(KeyError) -> [UInt8] {
    guard let text, let bytes = Base64URL.decode([UInt8](text.utf8).span), length == nil || bytes.count == length else {
      throw .malformedWebKey(member: member)
    }
    return bytes
  }

  private static func text(_ bytes: Data) -> String { Base64URL.encode([UInt8](bytes).span) }
}
