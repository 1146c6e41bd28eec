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

  /// What the policy allows of a scope that a token was granted, perhaps under another policy (R17).
  func scope(leftOf granted: String) -> TokenScope {
    guard granted != standardScope.text else { return standardScope }
    let left = permissions.remainder(of: GrantedScope(scope: granted).permissions).joined(separator: " ")
    return left == standardScope.text ? standardScope : TokenScope(left)
  }
}
