extension PermissionPolicy {
  /// The scope of a token.
  ///
  /// - Parameter requested: nil for all that the policy allows, sorted: a wildcard stays one unless an action of it is
  ///   denied, then it becomes the actions that are left. Otherwise exactly these, in their order and each once.
  /// - Throws: `ScopeError` with every requested name that is not allowed. A wildcard is, if each of its actions is.
  package func grant(requested: [String]?) throws(ScopeError) -> [String] {
    guard let requested else { return everythingAllowed }
    let refused = Self.unique(requested.filter { !mayGrant($0) })
    guard refused.isEmpty else { throw ScopeError(refused: refused) }
    return Self.unique(requested)
  }

  private var everythingAllowed: [String] { remainder(of: allow).sorted() }

  /// What the policy allows of these permissions, in their order and each once: a wildcard of which anything is denied
  /// becomes the actions that are left.
  package func remainder(of names: [String]) -> [String] {
    Self.unique(names.flatMap { mayGrant($0) ? [$0] : catalogue.actions(of: $0).filter(allows) })
  }

  private func mayGrant(_ name: String) -> Bool {
    guard catalogue.contains(name) else { return false }
    return name == PermissionName.wildcard(covering: name) ? allowsAll(of: name) : allows(name)
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
