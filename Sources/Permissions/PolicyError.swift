/// Why a policy is refused.
package struct PolicyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one; a name for each entry at fault, in the order of `allow` and then `deny`.
  package let faults: [PolicyFault]

  package init(faults: [PolicyFault]) {
    self.faults = faults
  }

  package var description: String {
    faults.map(\.description).joined(separator: "; ")
  }
}

/// One thing wrong with a policy. `place` is the entry, such as `allow[3]`.
package enum PolicyFault: Sendable, Equatable, CustomStringConvertible {
  case malformed(name: String, place: String)
  case unknown(name: String, place: String)
  case tooMany(count: Int)

  package var description: String {
    switch self {
    case .malformed(let name, let place):
      "\(place): '\(name)' is not a permission name; "
        + "write /namespace/product/resource/action, * for all actions of the resource, or a scope-token of an API"
    case .unknown(let name, let place):
      "\(place): \(name) is not in the permission catalogue; choose one that permissions.list names"
    case .tooMany(let count):
      "the policy names \(count) permissions; "
        + "name at most \(PermissionPolicy.maximumPermissions), with /* for all actions of a resource"
    }
  }
}
