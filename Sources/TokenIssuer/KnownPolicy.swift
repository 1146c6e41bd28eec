import Permissions

/// A policy with what follows from it for each token.
final class KnownPolicy: Sendable {
  let permissions: PermissionPolicy
  /// The scope of a token that asks for none (R12): all that the policy allows.
  let standardScope: TokenScope
  private let names: ScopeNames
  private let alive: LiveBytes
  private let bytes: Int

  init(_ permissions: PermissionPolicy, _ names: ScopeNames, alive: LiveBytes) throws(ScopeError) {
    let text = try permissions.grant(requested: nil).joined(separator: " ")
    self.permissions = permissions
    self.names = names
    self.alive = alive
    standardScope = TokenScope(text, names, keepsText: true)
    bytes = Self.bytes(permissions, text)
    alive.add(bytes)
  }

  deinit { alive.add(-bytes) }

  /// What the policy allows of a scope that a token was granted, perhaps under another policy (R17).
  func scope(leftOf granted: String) -> TokenScope {
    guard granted != standardScope.text else { return standardScope }
    let left = permissions.remainder(of: GrantedScope(scope: granted).permissions).joined(separator: " ")
    return left == standardScope.text ? standardScope : TokenScope(left, names)
  }

  /// About what a policy takes: its names, the sets that they are in, and the text of its scope.
  private static func bytes(_ permissions: PermissionPolicy, _ text: String) -> Int {
    (permissions.allow + permissions.deny).reduce(512 + text.utf8.count) { $0 + 128 + $1.utf8.count }
  }
}
