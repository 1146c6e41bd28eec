import JOSE
import Permissions
import WireProtocol

extension TokenIssuer {
  /// The client-credentials grant, step by step (RFC 6749 section 4.4).
  func issue(_ request: TokensIssue, _ call: Call) async throws -> TokenReply {
    try requireClientCredentials(request.grantType)
    let client = try await authenticate(request.clientId, request.clientSecret, call)
    let scope = try grantedScope(request.scope, client.app)
    let token = try await sign(claims(client, scope))
    return TokenReply(accessToken: Sensitive(token), expiresIn: client.app.accessTokenTTL.value, scope: scope)
  }

  private func requireClientCredentials(_ grantType: String?) throws(ServiceError) {
    guard grantType ?? "client_credentials" == "client_credentials" else {
      throw ServiceError(.unsupportedGrantType, "grant_type: only client_credentials is served", path: "grant_type")
    }
  }

  /// R12: all that the app allows, or exactly what is asked for.
  private func grantedScope(_ requested: String?, _ app: App) throws(ServiceError) -> String {
    let policy = PermissionPolicy(allow: app.policy.allow, deny: app.policy.deny, catalogue: catalogue)
    let names = requested?.split(separator: " ").map(String.init)
    do throws(ScopeError) {
      let granted = try policy.grant(requested: names)
      guard !granted.isEmpty else { throw ScopeError(refused: []) }
      return granted.joined(separator: " ")
    } catch {
      let refused = error.refused.prefix(5).map { String(reflecting: String($0.prefix(128))) }.joined(separator: ", ")
      throw ServiceError(
        .invalidScope,
        refused.isEmpty ? "scope: the app allows nothing of what is asked for" : "scope: the app does not allow \(refused)", path: "scope")
    }
  }

  private func claims(_ client: AuthenticatedClient, _ scope: String) -> AccessTokenClaims {
    let now = clock().secondsSince1970
    return AccessTokenClaims(
      issuer: identity.issuer, subject: client.app.sid.text, audience: [identity.audience], clientID: client.app.sid.text, issuedAt: now,
      expirationTime: now + client.app.accessTokenTTL.value, jwtID: SID<TokenKind>.random().text, scope: scope,
      accountSID: client.app.accountSid.text, region: client.app.region, secretSID: client.secretSid.text)
  }

  private func sign(_ claims: AccessTokenClaims) async throws -> String {
    let key = try await signingKeys.current()
    do { return try AccessToken.sign(claims, with: key) } catch AccessTokenError.tooLong(let bytes) {
      throw ServiceError(.invalidScope, "scope: the token would be \(bytes) bytes, at most 16,384 are allowed; ask for fewer scopes", path: "scope")
    }
  }
}

/// Tells tokens apart (`jti`).
private enum TokenKind: SIDKind {
  static let prefix = "AT"
  static let noun = "a token id"
}
