import JSON
import WireProtocol

/// What a token says of itself (RFC 9068). Nobody has verified it.
struct TokenClaims: Sendable {
  let app: AppSID
  let scope: String
  let expiry: Timestamp

  /// `nil` for what is no access token by its form.
  init?(_ token: Sensitive) {
    guard let claims = UnverifiedClaims(token.revealed),
      let app = claims["client_id"]?.string.flatMap({ AppSID($0) }), let second = claims["exp"]?.integer
    else { return nil }
    self.app = app
    scope = claims["scope"]?.string ?? ""
    expiry = Timestamp(secondsSince1970: second)
  }
}
