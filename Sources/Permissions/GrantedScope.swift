/// The permissions that a token was granted (RFC 6749 section 3.3).
package struct GrantedScope: Sendable, Equatable {
  package let permissions: [String]

  package init(_ permissions: [String]) {
    self.permissions = permissions
  }

  /// Takes the space-delimited form.
  package init(scope: String) {
    permissions = scope.split(separator: " ").map(String.init)
  }

  /// Whether the scope has `permission` itself or the wildcard of its resource.
  package func holds(_ permission: String) -> Bool {
    guard let wildcard = PermissionName.wildcard(covering: permission) else { return permissions.contains(permission) }
    let lengths = (permission.utf8.count, wildcard.utf8.count)
    return permissions.contains { held in
      (held.utf8.count == lengths.0 && held == permission) || (held.utf8.count == lengths.1 && held == wildcard)
    }
  }
}
