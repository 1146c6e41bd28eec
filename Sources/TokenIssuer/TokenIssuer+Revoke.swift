import JOSE
import WireProtocol

extension TokenIssuer {
  /// RFC 7009: the client's own tokens only; what is no token, or not its, is left alone without an error.
  func revoke(_ request: TokensRevoke, _ call: Call) async throws -> NoContent {
    let client = try await authenticate(request.clientId, request.clientSecret, call)
    do {
      let claims = try await verified(request.token)
      if claims.clientID == client.known.sid.text, let id = TokenID(claims.jwtID) {
        try await revocations.insert(
          id, of: client.known.sid, until: Timestamp(secondsSince1970: claims.expirationTime))
      }
    } catch is InactiveToken {}
    return NoContent()
  }
}
