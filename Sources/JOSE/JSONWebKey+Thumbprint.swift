import Crypto
import JSON

extension JSONWebKey {
  /// The SHA-256 thumbprint of RFC 7638 in base64url, 43 characters: a hash over the members that make the key.
  package func thumbprint() throws(KeyError) -> String {
    let digest = SHA256.hash(data: try thumbprintInput())
    return Base64URL.encode([UInt8](digest).span)
  }

  /// The required members in lexicographic order without white space (RFC 7638 section 3.3, RFC 8037 section 2).
  private func thumbprintInput() throws(KeyError) -> [UInt8] {
    let members: KeyValuePairs<StaticString, String?> =
      switch kty {
      case "EC": ["crv": crv, "kty": kty, "x": x, "y": y]
      case "RSA": ["e": e, "kty": kty, "n": n]
      case "OKP": ["crv": crv, "kty": kty, "x": x]
      default: throw .unsupportedKeyType
      }
    var writer = JSONObjectWriter(capacity: 1024)
    for (name, value) in members {
      guard let value else { throw .malformedWebKey(member: "\(name)") }
      writer.write(name, value)
    }
    return writer.finish()
  }
}
