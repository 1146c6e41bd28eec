import JOSE
import Permissions
import RPC
import WireProtocol

/// A token that is active at this moment, with the app that it was issued to. Many are kept, so it holds no text of its
/// own.
final class ActiveToken: Sendable {
  let id: TokenID
  let app: KnownApp
  let credential: ClientCredential
  let audience: TokenAudience
  /// What the app still allows of what was granted, as far as it is for the audience (R17, R20); it may be nothing.
  let scope: TokenScope
  /// Seconds since 1970, as is the time of expiry.
  let issuedAt: Int
  let expirationTime: Int

  init(_ token: VerifiedToken, of app: KnownApp, for audience: TokenAudience) {
    id = token.id
    self.audience = audience
    self.app = app
    credential = token.credential
    scope = app.policy.scope(leftOf: token.scope, for: audience)
    issuedAt = token.issuedAt
    expirationTime = token.expirationTime
  }
}

/// Why a token is not active. `tokens.authorize` says so, introspection does not (RFC 7662 section 2.2).
struct InactiveToken: Error {
  let reason: String
}

extension TokenIssuer {
  /// Checks the token itself, then what may have happened since it was issued: revoked, its app deleted (R7), its
  /// secret or key compromised (R10), its account suspended (R15). A token that was found active stays so for its time,
  /// by the clock of each moment, or until something changes about its app.
  /// - Throws: ``InactiveToken``.
  func activeToken(_ token: Sensitive, _ answers: inout Answers) throws -> ActiveToken {
    let digest = Digest256(token)
    let now = clock()
    if let active = activeTokens.answer(for: digest, about: { .app($0.app.sid) }),
      verifier.hasBegun(active.issuedAt, at: now.secondsSince1970), active.expirationTime > now.secondsSince1970
    {
      active.app.lastUse.note(now)
      return active
    }
    let token = try verified(token, at: now, &answers)
    let app = try activeApp(of: token, &answers)
    let audience = app.policy.known.audience(token.audience)
    guard !audience.isNobody else { throw InactiveToken(reason: AccessTokenError.wrongAudience.description) }
    app.lastUse.note(now)
    let active = ActiveToken(token, of: app, for: audience)
    activeTokens.keep(active, for: digest, at: token.version)
    return active
  }

  private func activeApp(of token: VerifiedToken, _ answers: inout Answers) throws -> KnownApp {
    let isRevoked = answers.seek(token, in: revocations)
    let app = answers.seek(token.client, in: apps)
    let isSecretCompromised = token.secretSid.map { _ in answers.seek(token, in: compromisedSecrets) }
    guard try !isRevoked.get() else { throw InactiveToken(reason: "the token was revoked") }
    guard let app = try app.get() else { throw InactiveToken(reason: "the token's app was deleted") }
    if try isSecretCompromised?.get() == true {
      throw InactiveToken(reason: "the token was issued with a secret that is compromised")
    }
    if case .key(let thumbprint) = token.credential, !app.keys.vouch(for: thumbprint) {
      throw InactiveToken(reason: "the token was issued by a key that is compromised")
    }
    guard token.epoch == app.tokenEpoch else { throw InactiveToken(reason: "the tokens of the app were revoked") }
    guard app.status == .active else {
      throw InactiveToken(
        reason: "the token's \(app.status == .disabled ? "app" : "account") is \(app.status.rawValue)")
    }
    return app
  }
}
