import JSON

/// The protected header of an access token (RFC 9068 section 2.1). Keys that a header carries or points to (`jwk`,
/// `jku`, `x5c`, `x5u`) are never read: the verifier knows its keys.
struct AccessTokenHeader {
  let algorithm: SignatureAlgorithm
  let kid: String
}

extension AccessTokenHeader {
  /// The header in base64url with the dot that ends it.
  var encoded: [UInt8] {
    var writer = JSONObjectWriter(capacity: 256)
    writer.write("alg", algorithm.rawValue)
    writer.write("typ", "at+jwt")
    writer.write("kid", kid)
    var text: [UInt8] = []
    Base64URL.append(writer.finish().span, to: &text)
    text.append(UInt8(ascii: "."))
    return text
  }

  /// Checks a header that anyone may have written, in the order of RFC 8725: algorithm, type, extensions, key id.
  init(json: [UInt8]) throws(AccessTokenError) {
    guard let object = JOSEObject(json) else { throw .notJSONObject("header") }
    guard let name = object["alg"]?.string else { throw .missingHeaderParameter("alg") }
    guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .algorithmNotAllowed(name.sanitised) }
    guard let type = object["typ"]?.string, Self.isAccessTokenType(type) else { throw .wrongType }
    guard object["crit"] == nil else { throw .criticalExtension }
    guard let kid = object["kid"]?.string else { throw .missingHeaderParameter("kid") }
    guard Self.isKeyID(kid) else { throw .invalidKeyID }
    self.algorithm = algorithm
    self.kid = kid
  }

  /// Media types compare without regard to case (RFC 7515 section 4.1.9).
  private static func isAccessTokenType(_ type: String) -> Bool {
    if type == "at+jwt" { return true }
    return ["at+jwt", "application/at+jwt"].contains(type.lowercased())
  }

  private static func isKeyID(_ kid: String) -> Bool {
    1...64 ~= kid.utf8.count && Base64URL.isAlphabetic(kid.utf8.span)
  }
}
