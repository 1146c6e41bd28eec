import Crypto
import CryptoExtras
import JSON

extension SigningKey {
  /// A private JSON Web Key (RFC 7517). Its `kid` is left aside: a key is called by its thumbprint here.
  init(jwk text: String) throws(KeyImportError) {
    guard let jwk = JOSEObject(Array(text.utf8)) else { throw .unreadable }
    guard jwk["keys"] == nil else { throw .wrongKind("a set of keys") }
    guard jwk["kty"]?.string != "oct" else { throw .wrongKind("a symmetric key") }
    guard jwk["d"] != nil else { throw .wrongKind("a public key") }
    guard jwk["use"] == nil || jwk["use"]?.string == "sig" else { throw .wrongMember("use") }
    let key =
      switch jwk["kty"]?.string {
      case "EC": try Self.ecKey(jwk)
      case "OKP": try Self.okpKey(jwk)
      case "RSA": try Self.rsaKey(jwk)
      default: throw .wrongMember("kty")
      }
    guard jwk["alg"] == nil || jwk["alg"]?.string == key.algorithm.rawValue else { throw .wrongMember("alg") }
    self = key
  }

  private static func ecKey(_ jwk: JOSEObject) throws(KeyImportError) -> SigningKey {
    try jwk.requireCurve("P-256")
    let key = try checked(try jwk.bytes("d"), .es256)
    guard case .ec(let x, let y) = key.verificationKey.parameters, jwk["x"]?.string == x, jwk["y"]?.string == y else {
      throw .inconsistent
    }
    return key
  }

  private static func okpKey(_ jwk: JOSEObject) throws(KeyImportError) -> SigningKey {
    try jwk.requireCurve("Ed25519")
    let key = try checked(try jwk.bytes("d"), .edDSA)
    guard case .okp(let x) = key.verificationKey.parameters, jwk["x"]?.string == x else { throw .inconsistent }
    return key
  }

  private static func rsaKey(_ jwk: JOSEObject) throws(KeyImportError) -> SigningKey {
    let modulus = try jwk.bytes("n")
    guard modulus.count >= 256 else { throw .tooShort(bits: modulus.count * 8) }
    guard modulus.count * 8 <= longestModulus else { throw .tooLong(bits: modulus.count * 8) }
    let (e, d, p, q) = (try jwk.bytes("e"), try jwk.bytes("d"), try jwk.bytes("p"), try jwk.bytes("q"))
    guard let key = try? _RSA.Signing.PrivateKey(n: modulus, e: e, d: d, p: p, q: q) else { throw .inconsistent }
    return try checked(key)
  }
}

extension JOSEObject {
  fileprivate func bytes(_ name: StaticString) throws(KeyImportError) -> [UInt8] {
    guard let text = self[name]?.string, let bytes = Base64URL.decode(Array(text.utf8).span), !bytes.isEmpty else {
      throw .missingMember("\(name)")
    }
    return bytes
  }

  /// Curves that a key which signs could be on are named, other texts are not repeated.
  fileprivate func requireCurve(_ name: String) throws(KeyImportError) {
    let curve = self["crv"]?.string
    if let curve, curve != name, ["P-384", "P-521", "secp256k1", "Ed448", "X25519"].contains(curve) {
      throw .unsupportedCurve(curve)
    }
    guard curve == name else { throw .wrongMember("crv") }
  }
}
