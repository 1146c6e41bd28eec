extension PermissionPolicy {
  /// How many distinct permissions a policy may name, allowed and denied ones together (rule R12).
  package static let maximumPermissions = 100

  /// Whether the policy may be given to an app or a key: every name well-formed and in the catalogue, and not too many.
  /// - Parameter former: Names that may stay, whatever has become of them in the catalogue.
  package func validate(keeping former: Set<String> = []) throws(PolicyError) {
    let faults = faults(keeping: former)
    guard faults.isEmpty else { throw PolicyError(faults: faults) }
  }

  private func faults(keeping former: Set<String>) -> [PolicyFault] {
    let entries = allow.enumerated().map { ("allow[\($0)]", $1) } + deny.enumerated().map { ("deny[\($0)]", $1) }
    let count = Set(entries.map(\.1)).count
    guard count <= Self.maximumPermissions else { return [.tooMany(count: count)] }
    return entries.compactMap { place, name in
      if PermissionName(name) == nil { return .malformed(name: name, place: place) }
      return former.contains(name) || catalogue.contains(name) ? nil : .unknown(name: name, place: place)
    }
  }
}
