import JOSE
import Permissions
import RPC
import WireProtocol

extension TokenIssuer {
  /// The client-credentials grant, step by step (RFC 6749 section 4.4).
  func issue(_ request: TokensIssue, _ answers: inout Answers) throws -> TokenReply {
    try requireClientCredentials(request.grantType)
    let key = answers.seek(.now, in: currentSigningKey)
    let client = try authenticate(request.clientId, request.clientSecret, &answers)
    try requireActive(client.app)
    let scope = try grantedScope(request.scope, client.app)
    let token = try sign(claims(client, scope), key.get())
    return TokenReply(accessToken: Sensitive(token), expiresIn: client.app.accessTokenTTL, scope: scope)
  }

  private func requireClientCredentials(_ grantType: String?) throws(ServiceError) {
    guard grantType ?? "client_credentials" == "client_credentials" else {
      throw ServiceError(.unsupportedGrantType, "grant_type: only client_credentials is served", path: "grant_type")
    }
  }

  /// R15.
  private func requireActive(_ app: KnownApp) throws(ServiceError) {
    guard app.status == .active else {
      let reason =
        app.status == .disabled
        ? "app \(app.sid) is disabled: it gets no tokens until apps.enable"
        : "account \(app.accountSid) is \(app.status.rawValue): its apps get no tokens"
      throw ServiceError(.unauthorizedClient, reason)
    }
  }

  /// R12: all that the app allows, or exactly what is asked for.
  private func grantedScope(_ requested: String?, _ app: KnownApp) throws(ServiceError) -> String {
    do throws(ScopeError) {
      let names = requested?.split(separator: " ").map(String.init)
      let scope =
        if let names { try app.policy.permissions.grant(requested: names).joined(separator: " ") } else {
          app.policy.standardScope.text
        }
      guard !scope.isEmpty else { throw ScopeError(refused: []) }
      return scope
    } catch {
      let refused = error.refused.prefix(5).map { "\"\($0.excerpt(128))\"" }.joined(separator: ", ")
      throw ServiceError(
        .invalidScope,
        refused.isEmpty
          ? "scope: the app allows nothing of what is asked for" : "scope: the app does not allow \(refused)",
        path: "scope")
    }
  }

  private func claims(_ client: AuthenticatedClient, _ scope: String) -> AccessTokenClaims {
    let now = clock().secondsSince1970
    let app = client.app
    let sid = app.sid.text
    return AccessTokenClaims(
      issuer: identity.issuer, subject: sid, audience: [identity.audience], clientID: sid, issuedAt: now,
      expirationTime: now + app.accessTokenTTL, jwtID: TokenID.next().text, scope: scope,
      accountSID: app.accountSid.text, region: app.region, secretSID: client.secretSid.text,
      epoch: app.tokenEpoch.number)
  }

  private func sign(_ claims: AccessTokenClaims, _ key: SigningKey) throws -> String {
    do { return try AccessToken.sign(claims, with: key) } catch AccessTokenError.tooLong(let bytes) {
      throw ServiceError(
        .invalidScope, "scope: the token would be \(bytes) bytes, at most 16,384 are allowed; ask for fewer scopes",
        path: "scope")
    }
  }
}
