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
    var claims = JSONObjectWriter(capacity: 512)
    claims.write("iss", client)
    claims.write("sub", client)
    claims.write("aud", audience)
    claims.write("iat", now)
    claims.write("exp", now + lifetime)
    claims.write("jti", jwtID)
    return try CompactJWS.sign(claims.finish(), type: "JWT", with: key)
  }
}
