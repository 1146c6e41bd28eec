import Permissions
import WireProtocol

extension Policy {
  /// The policy with each name once (R12).
  /// - Throws: `invalid_scope` for no permission at all, or with every name that the catalogue does not have;
  ///   `limit_exceeded`.
  func checked(against catalogue: Catalogue) throws(ServiceError) -> Policy {
    guard !allow.isEmpty else {
      throw ServiceError(
        .invalidScope, "policy.allow: name at least one permission; permissions.list shows them", path: "policy.allow")
    }
    do throws(PolicyError) {
      try PermissionPolicy(allow: allow, deny: deny, catalogue: catalogue).validate()
    } catch {
      throw ServiceError(error)
    }
    return Policy(allow: allow.withoutDuplicates, deny: deny.withoutDuplicates)
  }
}

extension ServiceError {
  fileprivate init(_ error: PolicyError) {
    let message = error.faults.map { "policy.\($0.shortened)" }.joined(separator: "; ")
    switch error.faults.first {
    case .malformed(_, let place)?, .unknown(_, let place)?: self.init(.invalidScope, message, path: "policy.\(place)")
    case .tooMany?, nil: self.init(.limitExceeded, error.description, path: "policy")
    }
  }
}

extension PolicyFault {
  private static let longestName = 128

  /// With as much of the name as an error should repeat.
  fileprivate var shortened: PolicyFault {
    switch self {
    case .malformed(let name, let place): .malformed(name: name.excerpt(Self.longestName), place: place)
    case .unknown(let name, let place): .unknown(name: name.excerpt(Self.longestName), place: place)
    case .tooMany: self
    }
  }
}

extension [String] {
  fileprivate var withoutDuplicates: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
