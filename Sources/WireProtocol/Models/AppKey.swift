/// A public key by which an app authenticates (RFC 7523 section 2.2), or did.
package struct AppKey: Listed {
  package static let listName = "keys"

  package let thumbprint: KeyThumbprint
  package let status: AppKeyStatus
  package let dateCreated: Timestamp
  package let dateRemoved: Timestamp?
  /// The key itself, as long as it is active.
  package let jwk: PublicJWK?

  package init(
    thumbprint: KeyThumbprint, status: AppKeyStatus = .active, dateCreated: Timestamp, dateRemoved: Timestamp? = nil,
    jwk: PublicJWK?
  ) {
    self.thumbprint = thumbprint
    self.status = status
    self.dateCreated = dateCreated
    self.dateRemoved = dateRemoved
    self.jwk = jwk
  }
}

package enum AppKeyStatus: String, Choice {
  case active
  /// Tokens issued by it live on.
  case removed
  /// Tokens issued by it are dead as well, and it never comes back.
  case compromised
}

/// How an app authenticates (RFC 7591 section 2, `token_endpoint_auth_method`). What it does not authenticate by is
/// refused.
package enum TokenEndpointAuthMethod: String, Choice {
  case clientSecretBasic = "client_secret_basic"
  case clientSecretPost = "client_secret_post"
  case privateKeyJWT = "private_key_jwt"

  package var usesSecret: Bool { self != .privateKeyJWT }
}
