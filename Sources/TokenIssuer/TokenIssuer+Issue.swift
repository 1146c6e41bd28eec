import JOSE
import Permissions
import RPC
import WireProtocol

extension TokenIssuer {
  /// The client-credentials grant, step by step (RFC 6749 section 4.4).
  func issue(_ request: TokensIssue, _ call: Call) async throws -> TokenReply {
    try requireClientCredentials(request.grantType)
    async let key = keyMeanwhile()
    let client = try await authenticate(request.clientId, request.clientSecret, call)
    return try token(for: client, request.scope, try await key)
  }

  /// Opens the key, if need be, when the others have been asked: it takes a while, and they may have to start.
  private func keyMeanwhile() async throws -> SigningKey {
    await Task.yield()
    return try await signingKeys.current()
  }

  /// The same where nobody need be asked, else `nil`.
  func issueAtOnce(_ request: TokensIssue, _ call: Call) throws -> TokenReply? {
    try requireClientCredentials(request.grantType)
    guard let key = signingKeys.known, let client = try authenticateAtOnce(request.clientId, request.clientSecret)
    else { return nil }
    return try token(for: client, request.scope, key)
  }

  private func token(for client: AuthenticatedClient, _ requested: String?, _ key: SigningKey) throws -> TokenReply {
    let scope = try grantedScope(requested, client.known)
    let token = try sign(claims(client, scope), key)
    return TokenReply(accessToken: Sensitive(token), expiresIn: client.known.accessTokenTTL, scope: scope)
  }

  private func requireClientCredentials(_ grantType: String?) throws(ServiceError) {
    guard grantType ?? "client_credentials" == "client_credentials" else {
      throw ServiceError(.unsupportedGrantType, "grant_type: only client_credentials is served", path: "grant_type")
    }
  }

  /// R12: all that the app allows, or exactly what is asked for.
  private func grantedScope(_ requested: String?, _ known: KnownApp) throws(ServiceError) -> String {
    do throws(ScopeError) {
      let names = requested?.split(separator: " ").map(String.init)
      let scope =
        if let names { try known.policy.permissions.grant(requested: names).joined(separator: " ") } else {
          known.policy.standardScope.text
        }
      guard !scope.isEmpty else { throw ScopeError(refused: []) }
      return scope
    } catch {
      let refused = error.refused.prefix(5).map { String(reflecting: String($0.prefix(128))) }.joined(separator: ", ")
      throw ServiceError(
        .invalidScope,
        refused.isEmpty
          ? "scope: the app allows nothing of what is asked for" : "scope: the app does not allow \(refused)",
        path: "scope")
    }
  }

  private func claims(_ client: AuthenticatedClient, _ scope: String) -> AccessTokenClaims {
    let now = clock().secondsSince1970
    let app = client.known
    let sid = app.sid.text
    return AccessTokenClaims(
      issuer: identity.issuer, subject: sid, audience: [identity.audience], clientID: sid, issuedAt: now,
      expirationTime: now + app.accessTokenTTL, jwtID: TokenID.next().text, scope: scope,
      accountSID: app.accountSid.text, region: app.region, secretSID: client.secretSid.text)
  }

  private func sign(_ claims: AccessTokenClaims, _ key: SigningKey) throws -> String {
    do { return try AccessToken.sign(claims, with: key) } catch AccessTokenError.tooLong(let bytes) {
      throw ServiceError(
        .invalidScope, "scope: the token would be \(bytes) bytes, at most 16,384 are allowed; ask for fewer scopes",
        path: "scope")
    }
  }
}
