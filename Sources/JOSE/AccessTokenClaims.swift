/// The claims of an access token: those of RFC 9068 section 2.2, and some of this product. Times are NumericDates,
/// whole seconds since 1970-01-01T00:00:00Z.
package struct AccessTokenClaims: Equatable, Sendable {
  /// `iss`
  package var issuer: String
  /// `sub`: the app, as `client_id`.
  package var subject: String
  /// `aud`: one text or a list of texts on the wire.
  package var audience: [String]
  /// `client_id`
  package var clientID: String
  /// `iat`
  package var issuedAt: Int
  /// `exp`: the first second at which the token is no longer valid.
  package var expirationTime: Int
  /// `jti`
  package var jwtID: String
  /// `scope`: space-delimited (RFC 8693 section 4.2); left out when empty.
  package var scope: String
  /// `account_sid`
  package var accountSID: String
  /// `region`
  package var region: String
  /// `secret_sid`: the client secret with which the token was obtained, if it was one.
  package var secretSID: String?
  /// `client_key`: the thumbprint (RFC 7638) of the client's key by which it was obtained, if it was one.
  package var clientKey: String?
  /// `unit`: the systemd unit that it was issued to, if it was one.
  package var unit: String?
  /// `epoch`: of the app's tokens; left out when 0.
  package var epoch: Int

  package init(
    issuer: String, subject: String, audience: [String], clientID: String, issuedAt: Int, expirationTime: Int,
    jwtID: String,
    scope: String, accountSID: String, region: String, secretSID: String?,
    clientKey: String? = nil, unit: String? = nil, epoch: Int = 0
  ) {
    self.issuer = issuer
    self.subject = subject
    self.audience = audience
    self.clientID = clientID
    self.issuedAt = issuedAt
    self.expirationTime = expirationTime
    self.jwtID = jwtID
    self.scope = scope
    self.accountSID = accountSID
    self.region = region
    self.secretSID = secretSID
    self.clientKey = clientKey
    self.unit = unit
    self.epoch = epoch
  }
}
