/// As whom the registry knows a caller.
package struct Identification: Codable, Equatable, Sendable {
  /// Whether the caller may do everything, in all accounts.
  package let `operator`: Bool
  /// The person; not there for an operator on its own behalf.
  package let user: User?
  /// The person's, at most 1,000 of them. An Owner or Administrator manages the account's subaccounts, too (R11).
  package let roles: [RoleGrant]

  package init(isOperator: Bool, user: User? = nil, roles: [RoleGrant] = []) {
    self.operator = isOperator
    self.user = user
    self.roles = roles
  }
}
