/// Whether a token may make a request, and why.
package struct Authorization: Codable, Equatable, Sendable {
  package let allowed: Bool
  /// One sentence for people.
  package let reason: String
  /// The permission that the request maps to.
  package let permission: String?
  package let clientId: AppSID?
  /// The token's account.
  package let accountSid: AccountSID?

  package init(
    allowed: Bool, reason: String, permission: String? = nil, clientId: AppSID? = nil, accountSid: AccountSID? = nil
  ) {
    self.allowed = allowed
    self.reason = reason
    self.permission = permission
    self.clientId = clientId
    self.accountSid = accountSid
  }
}
