import Permissions
import WireProtocol

extension TokenIssuer {
  /// RFC 7662. Tells the scope that authorize decides by; a token that none is left of is not active (R17), nor is one
  /// that is not for the API that asks (R20).
  func introspect(_ request: TokensIntrospect, _ answers: inout Answers) throws -> Introspection {
    do {
      let token = try activeToken(request.token, &answers)
      guard request.resource.map({ token.audience.has(ResourceIdentifier(trusted: $0)) }) ?? true else {
        return .inactive
      }
      return introspection(token)
    } catch is InactiveToken { return .inactive }
  }

  private func introspection(_ token: ActiveToken) -> Introspection {
    let scope = token.scope.text
    guard !scope.isEmpty else { return .inactive }
    return Introspection(
      Introspection.Claims(
        scope: scope, clientId: token.app.sid, exp: token.expirationTime, iat: token.issuedAt,
        aud: OneOrMore(token.audience.texts), iss: identity.issuer, jti: token.id.text,
        accountSid: token.app.accountSid, region: token.app.region, secretSid: token.credential.secretSid,
        clientKey: token.credential.key))
  }
}
