import Permissions
import WireProtocol

extension Policy {
  /// Whether it allows nothing that another policy does not.
  func isWithin(_ other: Policy) -> Bool { excess(over: other) == nil }

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
