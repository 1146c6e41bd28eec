/// Whether a token or an API key may make a request, and why.
package struct Authorization: Codable, Equatable, Sendable {
  package let allowed: Bool
  /// One sentence for people.
  package let reason: String
  /// The permission that the request maps to.
  package let permission: String?
  /// Whose token it is, or the API key.
  package let clientId: ClientID?
  /// The account of the token or key.
  package let accountSid: AccountSID?
  /// Permissions, space-delimited, where they were asked for.
  package let scope: String?

  package init(
    allowed: Bool, reason: String, permission: String? = nil, clientId: ClientID? = nil, accountSid: AccountSID? = nil,
    scope: String? = nil
  ) {
    self.allowed = allowed
    self.reason = reason
    self.permission = permission
    self.clientId = clientId
    self.accountSid = accountSid
    self.scope = scope
  }
}
