/// What an app or a restricted key may do: the permissions that it allows without those that it denies (rules R12 and
/// R13).
///
/// A path ending in `/*` stands for all actions of its resource. Answers take hash look-ups only. Names that the
/// catalogue no longer has allow nothing, but still deny.
package struct PermissionPolicy: Sendable {
  package let allow: [String]
  package let deny: [String]
  let catalogue: Catalogue
  private let allowed: Set<String>
  private let denied: Set<String>
  /// The wildcards of all resources of which anything is denied.
  private let restricted: Set<String>

  /// Takes any lists; `validate()` tells whether they are acceptable for a new policy.
  package init(allow: [String], deny: [String], catalogue: Catalogue) {
    self.allow = allow
    self.deny = deny
    self.catalogue = catalogue
    allowed = Set(allow)
    denied = Set(deny)
    restricted = Set(deny.compactMap(PermissionName.wildcard(covering:)))
  }

  /// Whether a request that maps to `permission` is within the policy.
  ///
  /// A request can map to a wildcard where the catalogue has no name for its action. Then the wildcard itself must be
  /// allowed and nothing of its resource denied.
  package func allows(_ permission: String) -> Bool {
    guard let wildcard = PermissionName.wildcard(covering: permission) else {
      return allowed.contains(permission) && !denied.contains(permission)
    }
    if permission == wildcard { return allowed.contains(wildcard) && !restricted.contains(wildcard) }
    guard !denied.contains(permission), !denied.contains(wildcard) else { return false }
    return allowed.contains(permission) || allowed.contains(wildcard)
  }

  /// Whether every action of the resource is within the policy: by the wildcard, or by the name of each action.
  func allowsAll(of wildcard: String) -> Bool {
    if allows(wildcard) { return true }
    let actions = catalogue.actions(of: wildcard)
    return !actions.isEmpty && !restricted.contains(wildcard) && actions.allSatisfy(allows)
  }
}
