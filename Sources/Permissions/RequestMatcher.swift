/// Maps API requests to permissions. Compiled once with the catalogue; a match costs time linear in the path's length.
package struct RequestMatcher: Sendable {
  let tries: [String: PathTrie]
  /// The permissions that requests need.
  let owners: Set<String>

  /// The one permission that a request needs.
  ///
  /// The path is resolved first, then the method among those of the path. Without a host every host is tried, and those
  /// that know the path must agree.
  /// - Parameters:
  ///   - method: compared exactly, so in upper case. HEAD is taken for GET where a path has no HEAD of its own
  ///     (RFC 9110 section 9.3.2).
  ///   - host: in any case, perhaps with a root dot and a port; nil if unknown.
  ///   - path: in origin form, percent-encoded, read as ``RequestPath`` says.
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

  /// Whether any request needs the permission.
  func hasRequests(of permission: String) -> Bool { owners.contains(permission) }

  private func match(method: String, path: RequestPath, in trie: PathTrie) -> RequestMatch {
    var visits = 0
    guard let node = trie.resolve(path, visits: &visits) else { return .unknownPath }
    guard let operation = node.operation(for: method) else {
      return .unknownMethod(allowed: node.operations.map(\.method).sorted())
    }
    return .permission(name: operation.permission, accountSid: operation.account.map(path.text(of:)))
  }

  private func matchAnyHost(method: String, path: RequestPath) -> RequestMatch {
    let found = tries.mapValues { match(method: method, path: path, in: $0) }.filter { $0.value != .unknownPath }
    guard let first = found.first?.value else { return .unknownPath }
    if found.values.allSatisfy({ $0 == first }) { return first }
    let allowed = found.values.map(\.allowedMethods)
    guard allowed.allSatisfy({ $0 != nil }) else { return .ambiguousHost(found.keys.sorted()) }
    return .unknownMethod(allowed: Set(allowed.compactMap(\.self).joined()).sorted())
  }
}

extension RequestMatch {
  /// Where none of them is the request's; nil for everything else.
  fileprivate var allowedMethods: [String]? {
    if case .unknownMethod(let allowed) = self { allowed } else { nil }
  }
}

extension PathTrie.Node {
  fileprivate func operation(for method: String) -> APIOperation? {
    if let operation = operations.first(where: { $0.isFor(method) }) { return operation }
    return method.utf8.elementsEqual("HEAD".utf8) ? operations.first { $0.isFor("GET") } : nil
  }
}
