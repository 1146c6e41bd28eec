import Crypto
import JSON

/// The members of a JSON Web Key that make a public key, in base64url (RFC 7518 section 6, RFC 8037 section 2).
package enum PublicKeyParameters: Equatable, Sendable {
  /// `kty` is `EC`, `crv` is `P-256`.
  case ec(x: String, y: String)
  /// `kty` is `OKP`, `crv` is `Ed25519`.
  case okp(x: String)
  /// `kty` is `RSA`. Modulus and public exponent are big-endian without leading zeros.
  case rsa(n: String, e: String)
}

extension PublicKeyParameters {
  /// The SHA-256 thumbprint of RFC 7638 in base64url, 43 characters.
  package var thumbprint: String {
    Base64URL.encode([UInt8](SHA256.hash(data: thumbprintInput)).span)
  }

  /// All members in lexicographic order without white space (RFC 7638 section 3.3).
  private var thumbprintInput: [UInt8] {
    let members: KeyValuePairs<StaticString, String> =
      switch self {
      case .ec(let x, let y): ["crv": "P-256", "kty": "EC", "x": x, "y": y]
      case .okp(let x): ["crv": "Ed25519", "kty": "OKP", "x": x]
      case .rsa(let n, let e): ["e": e, "kty": "RSA", "n": n]
      }
    var writer = JSONObjectWriter(capacity: 1024)
    for (name, value) in members { writer.write(name, value) }
    return writer.finish()
  }
}
