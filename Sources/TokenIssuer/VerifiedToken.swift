import JOSE
import Storage
import WireProtocol

/// What a token says whose signature and issuer are right.
struct VerifiedToken: Equatable, Sendable {
  let id: TokenID
  let client: AppSID
  let secretSid: SecretSID
  let audience: [String]
  let scope: String
  /// Seconds since 1970, as is the time of expiry.
  let issuedAt: Int
  let expirationTime: Int
  /// The state of what is known of its client when the token was verified, which is before anything was asked about it.
  let version: AppVersion?

  /// `nil` if the claims name no app, secret or token of this service.
  init?(_ claims: AccessTokenClaims, version: (AppSID) -> AppVersion?) {
    guard let id = TokenID(claims.jwtID), let client = AppSID(claims.clientID),
      let secretSid = SecretSID(claims.secretSID)
    else { return nil }
    self.id = id
    self.client = client
    self.secretSid = secretSid
    audience = claims.audience
    scope = claims.scope
    issuedAt = claims.issuedAt
    expirationTime = claims.expirationTime
    self.version = version(client)
  }
}

extension TokenIssuer {
  /// Checks all that the token itself shows.
  /// - Parameter now: `nil` where it does not matter whether the token is valid at this time.
  /// - Throws: ``InactiveToken``.
  func verified(_ token: Sensitive, at now: Timestamp?, _ answers: inout Answers) throws -> VerifiedToken {
    if let verified = answers.verifiedToken { return verified }
    let claims = try claims(of: token, at: now, &answers)
    guard let verified = VerifiedToken(claims, version: activeTokens.version) else {
      throw InactiveToken(reason: "the token names no app, secret or token of this service")
    }
    answers.verifiedToken = verified
    return verified
  }

  private func claims(
    of token: Sensitive, at now: Timestamp?, _ answers: inout Answers
  ) throws -> AccessTokenClaims {
    var failure: (any Error)?
    do throws(AccessTokenError) {
      return try verifier.verify(token.revealed, now: now?.secondsSince1970) { kid in
        do { return try answers.seek(kid, in: signingKeys).get() } catch {
          failure = error
          return nil
        }
      }
    } catch {
      throw failure ?? InactiveToken(reason: error.description)
    }
  }
}
