import JSON

/// The answer of introspection as a JWT (RFC 9701 section 5). Its type keeps it from being taken for an access token.
package enum IntrospectionJWT {
  /// - Parameters:
  ///   - introspection: The answer, a JSON object.
  ///   - audience: The client that asked.
  ///   - now: Seconds since 1970.
  /// - Throws: Only what `SigningKey.sign(_:)` throws.
  package static func sign(
    _ introspection: [UInt8], issuer: String, audience: String, at now: Int, with key: SigningKey
  ) throws -> String {
    var claims = JSONObjectWriter(capacity: 256 + introspection.count)
    claims.write("iss", issuer)
    claims.write("aud", audience)
    claims.write("iat", now)
    claims.write("token_introspection", json: introspection)
    return try CompactJWS.sign(claims.finish(), type: "token-introspection+jwt", with: key)
  }
}
