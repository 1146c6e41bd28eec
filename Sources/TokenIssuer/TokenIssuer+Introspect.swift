import JOSE
import WireProtocol

extension TokenIssuer {
  /// RFC 7662.
  func introspect(_ request: TokensIntrospect, _ call: Call) async throws -> Introspection {
    do { return introspection(try await activeToken(request.token, call)) } catch is InactiveToken { return .inactive }
  }

  /// The same for a token that is known to be active, else `nil`.
  func introspectAtOnce(_ request: TokensIntrospect, _ call: Call) -> Introspection? {
    activeTokenAtOnce(request.token).map(introspection)
  }

  private func introspection(_ token: ActiveToken) -> Introspection {
    Introspection(
      Introspection.Claims(
        scope: token.claims.scope, clientId: token.known.app.sid, exp: token.claims.expirationTime, iat: token.claims.issuedAt,
        aud: identity.audience, iss: identity.issuer, jti: token.claims.jwtID, accountSid: token.known.app.accountSid,
        region: token.claims.region, secretSid: token.secretSid))
  }
}
