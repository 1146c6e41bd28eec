import JOSE
import RPC
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
        scope: token.scope.text, clientId: token.known.sid, exp: token.expirationTime, iat: token.issuedAt,
        aud: identity.audience, iss: identity.issuer, jti: token.id.text, accountSid: token.known.accountSid,
        region: token.known.region, secretSid: token.secretSid))
  }
}
