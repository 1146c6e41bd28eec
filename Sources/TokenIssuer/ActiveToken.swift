import Coherence
import JOSE
import Permissions
import WireProtocol

/// A token that counts at this moment, with the app it was issued to.
final class ActiveToken: Sendable {
  let claims: AccessTokenClaims
  let scope: GrantedScope
  let known: KnownApp
  let secretSid: SecretSID

  init(_ claims: AccessTokenClaims, _ known: KnownApp, _ secretSid: SecretSID) {
    self.claims = claims
    self.scope = GrantedScope(scope: claims.scope)
    self.known = known
    self.secretSid = secretSid
  }
}

/// Why a token does not count. Told to `tokens.authorize`; introspection tells only that (RFC 7662 section 2.2).
struct InactiveToken: Error {
  let reason: String
}

extension TokenIssuer {
  /// A token that was found active before, if nothing has changed since about its app and it has not expired.
  func activeTokenAtOnce(_ token: Sensitive) -> ActiveToken? {
    let active = activeTokens.answer(for: Digest256(token)) { version(of: $0.known.app.sid) }
    return active.flatMap { $0.claims.expirationTime > clock().secondsSince1970 ? $0 : nil }
  }

  /// Checks the token itself, then what may have happened since it was issued: revoked, its app deleted (R7), its account
  /// suspended (R15), its secret compromised (R10).
  /// - Throws: ``InactiveToken``, or a `ServiceError` if that can't be found out.
  func activeToken(_ token: Sensitive, _ call: Call) async throws -> ActiveToken {
    let claims = try verified(token)
    guard let client = AppSID(claims.clientID), let secretSid = SecretSID(claims.secretSID) else {
      throw InactiveToken(reason: "the token names no app or secret of this service")
    }
    let version = version(of: client)
    guard try !revocations.contains(claims.jwtID) else { throw InactiveToken(reason: "the token was revoked") }
    async let app = directory.app(client, call)
    async let isCompromised = directory.isCompromised(secretSid, of: client, call)
    guard let known = try await app else { throw InactiveToken(reason: "the token's app was deleted") }
    guard try await !isCompromised else { throw InactiveToken(reason: "the token was issued with a secret that is compromised") }
    guard known.app.status == .active else { throw InactiveToken(reason: "the token's account is \(known.app.status.rawValue)") }
    let active = ActiveToken(claims, known, secretSid)
    if let version { activeTokens.keep(active, for: Digest256(token), at: version) }
    return active
  }

  /// The state of all that a token's fate depends on: its app, the app's secrets, its revocation.
  private func version(of app: AppSID) -> AppVersion? {
    guard let others = directory.version(of: app), let own = ownChanges.version(of: app) else { return nil }
    return others + own
  }

  /// The claims, if the token is one of ours, intact and within its time.
  func verified(_ token: Sensitive) throws -> AccessTokenClaims {
    let verifier = AccessTokenVerifier(issuer: identity.issuer, audience: identity.audience)
    var failure: (any Error)?
    do throws(AccessTokenError) {
      return try verifier.verify(token.revealed, now: clock().secondsSince1970) { kid in
        do { return try signingKeys.key(kid)?.verificationKey } catch {
          failure = error
          return nil
        }
      }
    } catch {
      throw failure ?? InactiveToken(reason: error.description)
    }
  }
}
