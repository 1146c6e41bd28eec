package import JSON

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

  private enum CodingKeys: String, CodingKey {
    case allowed, reason, permission
    case clientId = "client_id"
    case accountSid = "account_sid"
  }
}

extension Authorization: DirectEncodable {
  package func write(to writer: inout JSONObjectWriter) {
    writer.write("allowed", allowed)
    writer.write("reason", reason)
    if let permission { writer.write("permission", permission) }
    if let clientId { writer.write("client_id", clientId.text) }
    if let accountSid { writer.write("account_sid", accountSid.text) }
  }
}
