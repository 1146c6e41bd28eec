import JOSE
import Permissions
import WireProtocol

extension TokenIssuer {
  /// RFC 7662. Tells the scope that authorize decides by; a token that none is left of is not active (R17), nor is one
  /// that is not for the API that asks (R20), or of another account than the client that asks.
  func introspect(_ request: TokensIntrospect, _ answers: inout Answers) throws -> Introspection {
    let client = request.showsClient || answers.needsClient ? try inspector(request, &answers) : nil
    return try introspection(request, askedBy: client, &answers)
  }

  /// RFC 9701.
  func introspectSigned(_ request: TokensIntrospectJWT, _ answers: inout Answers) throws -> SignedIntrospection {
    let key = answers.seek(.now, in: currentSigningKey)
    let client = try inspector(request, &answers)
    let introspection = TokensIntrospect.json(of: try introspection(request, askedBy: client, &answers))
    let jwt = try signatures.count {
      try IntrospectionJWT.sign(
        introspection, issuer: identity.issuer, audience: client.sid.text, at: clock().secondsSince1970,
        with: key.get())
    }
    return SignedIntrospection(jwt: jwt)
  }

  /// The client that asks.
  /// - Throws: `invalid_client` where none authenticates; `unauthorized_client` for one that gets no tokens itself.
  private func inspector(_ request: some TokenInspection, _ answers: inout Answers) throws -> KnownApp {
    guard request.showsClient else { throw ServiceError.noClient }
    let app = try authenticate(request, &answers).app
    try requireActive(app)
    return app
  }

  private func introspection(
    _ request: some TokenInspection, askedBy client: KnownApp?, _ answers: inout Answers
  ) throws -> Introspection {
    do {
      let token = try activeToken(request.token, &answers)
      if let client, client.accountSid != token.app.accountSid { return .inactive }
      if let resource = request.resource, !token.audience.has(ResourceIdentifier(trusted: resource)) {
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

extension ServiceError {
  fileprivate static let noClient = ServiceError(
    .invalidClient, "no client asks: give what the client authenticates by, client_secret or client_assertion")
}
