import JSON

/// A JWT access token in the profile of RFC 9068.
package enum AccessToken {
  /// The longest token that is made or accepted, in bytes: a hundred scopes fit, and a stranger's token costs little to
  /// refuse.
  package static let maximumLength = 16_384

  /// A dot and an RSA signature of 2,048 bits, the longest usual one, in base64url.
  private static let signatureRoom = 1 + Base64URL.encodedLength(of: 256)

  /// The token for `claims`, signed by `key`. Throws `AccessTokenError.tooLong` where it would exceed `maximumLength`,
  /// else only what `SigningKey.sign(_:)` throws.
  package static func sign(_ claims: AccessTokenClaims, with key: SigningKey) throws -> String {
    let payload = claims.json()
    var token: [UInt8] = []
    token.reserveCapacity(key.accessTokenHeader.count + Base64URL.encodedLength(of: payload.count) + signatureRoom)
    token.append(contentsOf: key.accessTokenHeader)
    Base64URL.append(payload.span, to: &token)
    let signature = try key.sign(token)
    token.append(UInt8(ascii: "."))
    Base64URL.append(signature.span, to: &token)
    guard token.count <= maximumLength else { throw AccessTokenError.tooLong(bytes: token.count) }
    return String(decoding: token, as: UTF8.self)
  }
}
