import JSON

extension ClientAssertion {
  /// An assertion as a client makes it (RFC 7523 section 3).
  /// - Parameters:
  ///   - client: The client id.
  ///   - audience: The server's issuer.
  ///   - now: Seconds since 1970.
  ///   - lifetime: In seconds.
  ///   - jwtID: Of this assertion alone.
  /// - Throws: Only what `SigningKey.sign(_:)` throws.
  package static func sign(
    client: String, audience: String, at now: Int, lifetime: Int = 60, jwtID: String, with key: SigningKey
  ) throws -> String {
    var token: [UInt8] = []
    Base64URL.append(header(of: key).span, to: &token)
    token.append(UInt8(ascii: "."))
    var claims = JSONObjectWriter(capacity: 512)
    claims.write("iss", client)
    claims.write("sub", client)
    claims.write("aud", audience)
    claims.write("iat", now)
    claims.write("exp", now + lifetime)
    claims.write("jti", jwtID)
    Base64URL.append(claims.finish().span, to: &token)
    let signature = try key.sign(token)
    token.append(UInt8(ascii: "."))
    Base64URL.append(signature.span, to: &token)
    return String(decoding: token, as: UTF8.self)
  }

  private static func header(of key: SigningKey) -> [UInt8] {
    var header = JSONObjectWriter(capacity: 128)
    header.write("alg", key.algorithm.rawValue)
    header.write("typ", "JWT")
    header.write("kid", key.kid)
    return header.finish()
  }
}
