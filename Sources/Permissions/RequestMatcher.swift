/// Maps API requests to permissions. Compiled once with the catalogue; a match costs time linear in the path's length.
package struct RequestMatcher: Sendable {
  let tries: [String: PathTrie]

  /// The one permission that a request needs.
  ///
  /// The path is resolved first, then the method among those of the path. Without a host every host is tried.
  /// - Parameters:
  ///   - method: compared exactly, so in upper case.
  ///   - host: in any case, perhaps with a port; nil if unknown.
  ///   - path: in origin form, percent-encoded; a query or fragment is ignored.
  package func match(method: String, host: String?, path: String) -> RequestMatch {
    do {
      let path = try RequestPath(path)
      guard let host else { return matchAnyHost(method: method, path: path) }
      guard let trie = tries[host] ?? tries[HostName.canonical(host)] else { return .unknownHost }
      return match(method: method, path: path, in: trie)
    } catch {
      return .malformedPath(reason: error.reason)
    }
  }

  private func match(method: String, path: RequestPath, in trie: PathTrie) -> RequestMatch {
    var visits = 0
    guard let node = trie.resolve(path, visits: &visits) else { return .unknownPath }
    guard let operation = node.operations.first(where: { $0.isFor(method) }) else {
      return .unknownMethod(allowed: node.operations.map(\.method).sorted())
    }
    return .permission(name: operation.permission, accountSid: operation.account.map(path.text(of:)))
  }

  private func matchAnyHost(method: String, path: RequestPath) -> RequestMatch {
    var found: [String: RequestMatch] = [:]
    var allowed: Set<String> = []
    for (host, trie) in tries {
      let match = match(method: method, path: path, in: trie)
      switch match {
      case .permission: found[host] = match
      case .unknownMethod(let methods): allowed.formUnion(methods)
      default: break
      }
    }
    guard let first = found.first?.value else {
      return allowed.isEmpty ? .unknownPath : .unknownMethod(allowed: allowed.sorted())
    }
    return found.values.allSatisfy { $0 == first } ? first : .ambiguousHost(found.keys.sorted())
  }
}
