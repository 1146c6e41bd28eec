import JOSE
import Storage
import WireProtocol

/// What a token says whose signature and issuer are right.
struct VerifiedToken: Equatable, Sendable {
  let id: TokenID
  let client: AppSID
  let credential: ClientCredential
  let audience: [String]
  let scope: String
  /// Seconds since 1970, as is the time of expiry.
  let issuedAt: Int
  let expirationTime: Int
  let epoch: TokenEpoch
  /// The state of what is known of its client when the token was verified, which is before anything was asked about it.
  let version: AppVersion?

  /// The secret that it was issued with, if it was one.
  var secretSid: SecretSID? { credential.secretSid }

  /// `nil` if the claims name no app, secret or key, or token of this service.
  init?(_ claims: AccessTokenClaims, version: (ClientID) -> AppVersion?) {
    guard let id = TokenID(claims.jwtID), let client = AppSID(claims.clientID),
      let credential = ClientCredential(claims)
    else { return nil }
    self.id = id
    self.client = client
    self.credential = credential
    audience = claims.audience
    scope = claims.scope
    issuedAt = claims.issuedAt
    expirationTime = claims.expirationTime
    epoch = TokenEpoch(number: claims.epoch)
    self.version = version(.app(client))
  }
}

extension TokenIssuer {
  /// Checks all that the token itself shows.
  /// - Parameter now: `nil` where it does not matter whether the token is valid at this time.
  /// - Throws: ``InactiveToken``.
  func verified(_ token: Sensitive, at now: Timestamp?, _ answers: inout Answers) throws -> VerifiedToken {
    if let verified = answers.verifiedToken { return verified }
    let (claims, kid) = try claims(of: token, at: now, &answers)
    guard let verified = VerifiedToken(claims, version: { version(of: $0, signedBy: kid) }) else {
      throw InactiveToken(reason: "the token names no app, secret, key or token of this service")
    }
    answers.verifiedToken = verified
    return verified
  }

  /// The state of what is known of a client; `nil` if the key may have been retired before that state.
  private func version(of client: ClientID, signedBy kid: String) -> AppVersion? {
    let version = activeTokens.version(client)
    return signingKeys.known(kid) == nil ? nil : version
  }

  private func claims(
    of token: Sensitive, at now: Timestamp?, _ answers: inout Answers
  ) throws -> (AccessTokenClaims, kid: String) {
    var failure: (any Error)?
    var signer = ""
    do throws(AccessTokenError) {
      let claims = try verifier.verify(token.revealed, now: now?.secondsSince1970) { kid in
        signer = kid
        do { return try answers.seek(kid, in: signingKeys).get() } catch {
          failure = error
          return nil
        }
      }
      return (claims, signer)
    } catch {
      throw failure ?? InactiveToken(reason: error.description)
    }
  }
}
