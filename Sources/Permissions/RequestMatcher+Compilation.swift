extension RequestMatcher {
  /// A concrete permission takes an endpoint before the wildcard entry that repeats it.
  init(compiling definitions: [PermissionDefinition]) throws(CatalogueError) {
    var compiler = RequestCompiler()
    for definition in definitions where !definition.isWildcard { try compiler.add(definition) }
    for definition in definitions where definition.isWildcard { try compiler.add(definition) }
    tries = compiler.tries
  }
}

private struct RequestCompiler {
  private struct Claim: Hashable {
    let host: String
    let node: Int
    let method: [UInt8]
  }

  private(set) var tries: [String: PathTrie] = [:]
  private var owners: [Claim: PermissionDefinition] = [:]

  mutating func add(_ definition: PermissionDefinition) throws(CatalogueError) {
    for (position, endpoint) in definition.permission.endpoints.enumerated() {
      try add(endpoint, "endpoints[\(position)]", of: definition)
    }
  }

  private mutating func add(_ endpoint: Endpoint, _ place: String, of definition: PermissionDefinition) throws(CatalogueError) {
    let host = HostName.canonical(endpoint.host)
    guard HostName.isValid(host) else {
      throw definition.error(at: "\(place).host", "'\(endpoint.host)' is not a host name", cure: "write one such as api.example.com")
    }
    guard !endpoint.method.isEmpty, endpoint.method.utf8.allSatisfy({ $0 &- UInt8(ascii: "A") < 26 }) else {
      throw definition.error(at: "\(place).method", "'\(endpoint.method)' is not a method", cure: "write it in capitals, such as GET")
    }
    let template = try parse(endpoint.path, "\(place).path", of: definition)
    let node = tries[host, default: PathTrie()].insert(template)
    let claim = Claim(host: host, node: node, method: Array(endpoint.method.utf8))
    if let owner = owners[claim] {
      guard definition.isWildcard, !owner.isWildcard else { throw conflict(endpoint, place, of: definition, with: owner) }
      return
    }
    owners[claim] = definition
    tries[host]?.add(Route(permission: definition.permission.name, account: template.account), method: claim.method, to: node)
  }

  private func parse(_ path: String, _ place: String, of definition: PermissionDefinition) throws(CatalogueError) -> PathTemplate {
    do {
      return try PathTemplate(path)
    } catch {
      throw definition.error(
        at: place, "'\(path)' is not a path template: \(error.reason)", cure: "write one such as /v1/Things/{Sid}/Parts")
    }
  }

  private func conflict(
    _ endpoint: Endpoint, _ place: String, of definition: PermissionDefinition, with owner: PermissionDefinition
  ) -> CatalogueError {
    definition.error(
      at: place, "\(endpoint) of \(definition.permission.name) already belongs to \(owner.permission.name) (\(owner.place))",
      cure: "list it once, under one of them")
  }
}
