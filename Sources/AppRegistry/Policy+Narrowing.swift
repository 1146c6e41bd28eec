import Permissions
import WireProtocol

extension Policy {
  /// Whether it allows nothing that another policy does not, and keeps each of its denials: one that denies nothing
  /// today may when something is allowed.
  func isWithin(_ other: Policy) -> Bool {
    allow.allSatisfy(other.allow.cover) && other.deny.allSatisfy(deny.cover)
  }

  /// What a token with this scope may do of it: an entry counts where the scope holds all that it comes to. A scope
  /// may have a wildcard of which the app has no more than the actions that there are today.
  func narrowed(to scope: GrantedScope, by catalogue: Catalogue) -> Policy {
    let policy = PermissionPolicy(allow: allow, deny: deny, catalogue: catalogue)
    let entries = allow.filter { entry in
      let names = catalogue.names(in: entry).filter(policy.allows)
      return !names.isEmpty && names.allSatisfy(scope.holds)
    }
    return Policy(allow: entries + scope.permissions.filter(policy.allows), deny: deny)
  }

  /// A permission that it allows, or would if the catalogue had it, and another policy does not; `nil` if there is
  /// none.
  func excess(over other: Policy) -> String? {
    allow.first { !other.allow.cover($0) }
      ?? other.deny.first { denied in
        !deny.cover(denied) && (allow.cover(denied) || allow.contains { [denied].cover($0) })
      }
  }
}

extension [String] {
  /// Whether a permission is among them, by its own name or by the wildcard of its resource.
  fileprivate func cover(_ permission: String) -> Bool {
    contains(permission) || PermissionName.wildcard(covering: permission).map(contains) ?? false
  }
}
