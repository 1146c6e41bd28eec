import JOSE
import WireProtocol

extension TokenIssuer {
  /// RFC 7662.
  func introspect(_ request: TokensIntrospect, _ call: Call) async throws -> Introspection {
    do {
      let token = try await activeToken(request.token, call)
      return Introspection(
        Introspection.Claims(
          scope: token.claims.scope, clientId: token.app.sid, exp: token.claims.expirationTime, iat: token.claims.issuedAt,
          aud: identity.audience, iss: identity.issuer, jti: token.claims.jwtID, accountSid: token.app.accountSid,
          region: token.claims.region, secretSid: token.secretSid))
    } catch is InactiveToken {
      return .inactive
    }
  }
}
