import Coherence
import JOSE
import Permissions
import WireProtocol

/// A token that counts at this moment, with the app it was issued to. Many are kept, so it holds no text of its own but
/// a scope that is not the app's usual one.
final class ActiveToken: Sendable {
  let id: TokenID
  let known: KnownApp
  let secretSid: SecretSID
  let scope: TokenScope
  /// Seconds since 1970, as is the time of expiry.
  let issuedAt: Int
  let expirationTime: Int

  init(_ claims: AccessTokenClaims, _ id: TokenID, _ known: KnownApp, _ secretSid: SecretSID) {
    self.id = id
    self.known = known
    self.secretSid = secretSid
    let standard = known.policy.standardScope
    scope = claims.scope == standard.text ? standard : TokenScope(claims.scope)
    issuedAt = claims.issuedAt
    expirationTime = claims.expirationTime
  }
}

/// Why a token does not count. Told to `tokens.authorize`; introspection tells only that (RFC 7662 section 2.2).
struct InactiveToken: Error {
  let reason: String
}

extension TokenIssuer {
  /// A token that was found active before, if nothing has changed since about its app and it has not expired.
  func activeTokenAtOnce(_ token: Sensitive) -> ActiveToken? {
    let active = activeTokens.answer(for: Digest256(token)) { version(of: $0.known.sid) }
    return active.flatMap { $0.expirationTime > clock().secondsSince1970 ? $0 : nil }
  }

  /// Checks the token itself, then what may have happened since it was issued: revoked, its app deleted (R7), its
  /// account suspended (R15), its secret compromised (R10).
  /// - Throws: ``InactiveToken``, or a `ServiceError` if that can't be found out.
  func activeToken(_ token: Sensitive, _ call: Call) async throws -> ActiveToken {
    let claims = try await verified(token)
    guard let client = AppSID(claims.clientID), let secretSid = SecretSID(claims.secretSID),
      let id = TokenID(claims.jwtID)
    else {
      throw InactiveToken(reason: "the token names no app, secret or token of this service")
    }
    let version = version(of: client)
    guard try await !revocations.contains(id, of: client) else { throw InactiveToken(reason: "the token was revoked") }
    let known = try await app(client, using: secretSid, call)
    guard known.status == .active else {
      throw InactiveToken(reason: "the token's account is \(known.status.rawValue)")
    }
    let active = ActiveToken(claims, id, known, secretSid)
    if let version { activeTokens.keep(active, for: Digest256(token), at: version) }
    return active
  }

  /// The app, if tokens issued with this secret of its count.
  private func app(_ sid: AppSID, using secret: SecretSID, _ call: Call) async throws -> KnownApp {
    // Where nobody need be asked, nothing need be done at the same time.
    if let known = directory.knownApp(sid), directory.isKnownUncompromised(secret, of: sid) { return known }
    async let app = directory.app(sid, call)
    async let isCompromised = directory.isCompromised(secret, of: sid, call)
    guard let known = try await app else { throw InactiveToken(reason: "the token's app was deleted") }
    guard try await !isCompromised else {
      throw InactiveToken(reason: "the token was issued with a secret that is compromised")
    }
    return known
  }

  /// The state of all that a token's fate depends on: its app, the app's secrets, its revocation.
  private func version(of app: AppSID) -> AppVersion? {
    guard let others = directory.version(of: app), let own = ownChanges.version(of: app) else { return nil }
    return others + own
  }

  /// The claims, if the token is one of ours, intact and within its time.
  func verified(_ token: Sensitive) async throws -> AccessTokenClaims {
    let verifier = AccessTokenVerifier(issuer: identity.issuer, audience: identity.audience)
    var unknown: String?
    do throws(AccessTokenError) {
      return try verifier.verify(token.revealed, now: clock().secondsSince1970) { kid in
        let key = signingKeys.known(kid)
        if key == nil { unknown = kid }
        return key?.verificationKey
      }
    } catch {
      guard let unknown, try await signingKeys.key(unknown) != nil else {
        throw InactiveToken(reason: error.description)
      }
      return try await verified(token)
    }
  }
}
