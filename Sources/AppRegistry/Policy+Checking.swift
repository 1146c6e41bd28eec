import Permissions
import WireProtocol

extension Policy {
  /// The policy with each name once (R12).
  /// - Parameters:
  ///   - place: Where the request has the lists.
  ///   - former: The policy that this one replaces. Its names may stay: what the catalogue has lost must not
  ///     keep anybody from taking other rights away (R16), nor cost a denial that counts again once the name is back.
  /// - Throws: `invalid_scope` for no permission at all, or with every new name that the catalogue does not have;
  ///   `limit_exceeded`.
  func checked(
    against catalogue: Catalogue, replacing former: Policy? = nil, at place: String = "policy."
  ) throws(ServiceError) -> Policy {
    guard !allow.isEmpty else {
      throw ServiceError(
        .invalidScope, "\(place)allow: name at least one permission; permissions.list shows them",
        path: "\(place)allow")
    }
    do throws(PolicyError) {
      let names = former.map { $0.allow + $0.deny } ?? []
      try PermissionPolicy(allow: allow, deny: deny, catalogue: catalogue).validate(keeping: Set(names))
    } catch {
      throw ServiceError(error, at: place)
    }
    return Policy(allow: allow.withoutDuplicates, deny: deny.withoutDuplicates)
  }
}

extension ServiceError {
  fileprivate init(_ error: PolicyError, at place: String) {
    let message = error.faults.map { "\(place)\($0.shortened)" }.joined(separator: "; ")
    switch error.faults.first {
    case .malformed(_, let list)?, .unknown(_, let list)?: self.init(.invalidScope, message, path: "\(place)\(list)")
    case .tooMany?, nil: self.init(.limitExceeded, error.description, path: place.isEmpty ? "allow" : "policy")
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
