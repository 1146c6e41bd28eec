/// How the scope of a token is written that was asked for without one.
package enum ScopeForm: Sendable, Hashable {
  /// By the names of all permissions, for clients and APIs that compare them.
  case names
  /// A wildcard of which nothing is denied stays one, so that the token is small.
  case wildcards
}

extension PermissionPolicy {
  /// The scope of a token.
  ///
  /// - Parameters:
  ///   - requested: nil for all that the policy allows, sorted. Otherwise exactly these, in their order and each once.
  ///   - form: Of a scope that was not asked for.
  /// - Throws: `ScopeError` with every requested name that is not allowed. A wildcard is, if each of its actions is.
  package func grant(requested: [String]?, form: ScopeForm = .names) throws(ScopeError) -> [String] {
    guard let requested else { return everythingAllowed(form) }
    let refused = Self.unique(requested.filter { !mayGrant($0) })
    guard refused.isEmpty else { throw ScopeError(refused: refused) }
    return Self.unique(requested)
  }

  /// All that the policy allows, sorted.
  package func everythingAllowed(_ form: ScopeForm) -> [String] {
    let scope = remainder(of: allow)
    return (form == .wildcards ? scope : Self.unique(scope.flatMap(catalogue.names(in:)))).sorted()
  }

  /// What the policy allows of these permissions, in their order and each once: a wildcard of which anything is denied
  /// becomes the actions that are left.
  package func remainder(of names: [String]) -> [String] {
    Self.unique(names.flatMap { mayGrant($0) ? [$0] : catalogue.actions(of: $0).filter(allows) })
  }

  /// What is no name may be equal to one all the same: so Unicode has it of the sign of Kelvin and the letter K.
  private func mayGrant(_ name: String) -> Bool {
    guard PermissionName(name) != nil, catalogue.contains(name) else { return false }
    return name == PermissionName.wildcard(covering: name) ? allowsAll(of: name) : allows(name)
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
