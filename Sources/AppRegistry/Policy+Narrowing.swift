import Permissions
import WireProtocol

extension Policy {
  /// Whether it allows nothing that another policy does not.
  func isWithin(_ other: Policy) -> Bool {
    allow.allSatisfy(other.allow.cover) && other.deny.allSatisfy(deny.cover)
  }
}

extension [String] {
  /// Whether a permission is among them, by its own name or by the wildcard of its resource.
  fileprivate func cover(_ permission: String) -> Bool {
    contains(permission) || PermissionName.wildcard(covering: permission).map(contains) ?? false
  }
}
