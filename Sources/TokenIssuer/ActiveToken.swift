import JOSE
import WireProtocol

/// A token that counts at this moment, with the app it was issued to.
struct ActiveToken {
  let claims: AccessTokenClaims
  let app: App
  let secretSid: SecretSID
}

/// Why a token does not count. Told to `tokens.authorize`; introspection tells only that (RFC 7662 section 2.2).
struct InactiveToken: Error {
  let reason: String
}

extension TokenIssuer {
  /// Checks the token itself, then what may have happened since it was issued: revoked, its app deleted (R7), its account
  /// suspended (R15), its secret compromised (R10).
  /// - Throws: ``InactiveToken``, or a `ServiceError` if that can't be found out.
  func activeToken(_ token: Sensitive, _ call: Call) async throws -> ActiveToken {
    let claims = try verified(token)
    guard try !revocations.contains(claims.jwtID) else { throw InactiveToken(reason: "the token was revoked") }
    guard let client = AppSID(claims.clientID), let secretSid = SecretSID(claims.secretSID) else {
      throw InactiveToken(reason: "the token names no app or secret of this service")
    }
    async let app = livingApp(client, call)
    async let secret = secretStatus(client, secretSid, call)
    guard let app = try await app else { throw InactiveToken(reason: "the token's app was deleted") }
    guard try await secret != .revoked else { throw InactiveToken(reason: "the token was issued with a secret that is compromised") }
    guard app.status == .active else { throw InactiveToken(reason: "the token's account is \(app.status.rawValue)") }
    return ActiveToken(claims: claims, app: app, secretSid: secretSid)
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

  /// A secret that is not known any more counts as revoked: it may have been.
  private func secretStatus(_ client: AppSID, _ secret: SecretSID, _ call: Call) async throws -> SecretStatus {
    do { return try await secretManager.call(SecretsGet(clientId: client, secretSid: secret), within: call).status } catch
      let error as ServiceError where error.code == .notFound
    { return .revoked }
  }
}
