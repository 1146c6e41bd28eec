import JOSE
import Permissions
import RPC
import WireProtocol

extension TokenIssuer {
  /// The client-credentials grant, step by step (RFC 6749 section 4.4).
  func issue(_ request: TokensIssue, _ answers: inout Answers) throws -> TokenReply {
    try requireClientCredentials(request.grantType)
    let key = answers.seek(.now, in: currentSigningKey)
    let client = try authenticate(request, &answers)
    try requireAccount(request.accountSid, of: client.app)
    try requireActive(client.app)
    let audience = try audience(request.resource, client.app)
    let scope = try grantedScope(request.scope, audience, client.app)
    return try token(for: client, audience, scope, signedBy: key)
  }

  func token(
    for client: AuthenticatedClient, _ audience: TokenAudience, _ scope: String,
    signedBy key: Result<SigningKey, any Error>
  ) throws -> TokenReply {
    let token = try sign(claims(client, audience, scope), key.get())
    return TokenReply(accessToken: Sensitive(token), expiresIn: client.app.accessTokenTTL, scope: scope)
  }

  private func requireClientCredentials(_ grantType: String?) throws(ServiceError) {
    guard grantType ?? "client_credentials" == "client_credentials" else {
      throw ServiceError(.unsupportedGrantType, "grant_type: only client_credentials is served", path: "grant_type")
    }
  }

  /// What a client of several accounts takes for its own must be it.
  private func requireAccount(_ account: AccountSID?, of app: KnownApp) throws(ServiceError) {
    guard account ?? app.accountSid == app.accountSid else {
      throw ServiceError(.invalidRequest, "account_sid: the app is of another account", path: "account_sid")
    }
  }

  /// R15.
  func requireActive(_ app: KnownApp) throws(ServiceError) {
    guard app.status == .active else {
      let reason =
        app.status == .disabled
        ? "app \(app.sid) is disabled: it gets no tokens until apps.enable"
        : "account \(app.accountSid) is \(app.status.rawValue): its apps get no tokens"
      throw ServiceError(.unauthorizedClient, reason)
    }
  }

  /// R20: the APIs that are asked for, or those that have no resource.
  func audience(_ requested: OneOrMore?, _ app: KnownApp) throws(ServiceError) -> TokenAudience {
    let known = app.policy.known
    return try requested.map { resources throws(ServiceError) in try known.audience(askedFor: resources) }
      ?? known.standardAudience
  }

  /// R12: all that the app allows, or exactly what is asked for.
  func grantedScope(
    _ requested: String?, _ audience: TokenAudience, _ app: KnownApp
  ) throws(ServiceError) -> String {
    let scope: String?
    do throws(ScopeError) { scope = try app.policy.scope(for: audience, askedFor: requested) } catch {
      throw refusal(of: error.refused, audience, app)
    }
    if let scope { return scope }
    guard requested == nil else {
      throw ServiceError(.invalidScope, "scope: no permission is named; name one, or leave scope out", path: "scope")
    }
    throw nothing(for: audience, app)
  }

  /// Where the app has no permission of the APIs.
  private func nothing(for audience: TokenAudience, _ app: KnownApp) -> ServiceError {
    let resources = app.policy.resources
    guard !resources.isEmpty else {
      return ServiceError(.invalidScope, "scope: the app allows nothing; change its policy", path: "scope")
    }
    return .invalidTarget(
      "the app has no permission of \(audience.texts.joined(separator: ", ")); it may ask for "
        + resources.prefix(Self.mostNamed).joined(separator: ", "))
  }

  private func refusal(of names: [String], _ audience: TokenAudience, _ app: KnownApp) -> ServiceError {
    let refused = names.prefix(Self.mostNamed).map { "\"\($0.excerpt(128))\"" }.joined(separator: ", ")
    let known = app.policy.known
    let elsewhere = names.first { app.policy.permissions.allows($0) && !audience.has(known.api(of: $0)) }
    guard let elsewhere else {
      return ServiceError(.invalidScope, "scope: the app does not allow \(refused)", path: "scope")
    }
    let cure = known.catalogue.resource(of: elsewhere).map { "ask with the resource \($0.text)" }
    return ServiceError(
      .invalidScope, "scope: \(refused) is of another API; \(cure ?? "ask without a resource")", path: "scope")
  }

  /// Names that an error tells at the most.
  private static let mostNamed = 5

  private func claims(
    _ client: AuthenticatedClient, _ audience: TokenAudience, _ scope: String
  ) -> AccessTokenClaims {
    let now = clock().secondsSince1970
    let app = client.app
    let sid = app.sid.text
    return AccessTokenClaims(
      issuer: identity.issuer, subject: sid, audience: audience.texts, clientID: sid, issuedAt: now,
      expirationTime: now + app.accessTokenTTL, jwtID: TokenID.next().text, scope: scope,
      accountSID: app.accountSid.text, region: app.region, secretSID: client.credential.secretSid?.text,
      clientKey: client.credential.key?.text, unit: client.unit?.text, epoch: app.tokenEpoch.number)
  }

  private func sign(_ claims: AccessTokenClaims, _ key: SigningKey) throws -> String {
    do {
      return try signatures.count { try AccessToken.sign(claims, with: key) }
    } catch AccessTokenError.tooLong(let bytes) {
      throw ServiceError(
        .invalidScope, "scope: the token would be \(bytes) bytes, at most 16,384 are allowed; ask for fewer scopes",
        path: "scope")
    }
  }
}
