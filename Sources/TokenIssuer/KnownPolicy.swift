import Permissions

/// A policy with what follows from it for each token.
final class KnownPolicy: Sendable {
  let permissions: PermissionPolicy
  /// The scope of a token that asks for none (R12): all that the policy allows.
  let standardScope: TokenScope

  init(_ permissions: PermissionPolicy) throws(ScopeError) {
    self.permissions = permissions
    standardScope = TokenScope(try permissions.grant(requested: nil).joined(separator: " "))
  }
}
