extension RequestMatcher {
  /// A concrete permission takes an endpoint before the wildcard entry that repeats it.
  init(compiling definitions: [PermissionDefinition]) throws(CatalogueError) {
    var compiler = RequestCompiler(definitions)
    for position in definitions.indices where !definitions[position].isWildcard {
      try compiler.addDefinition(at: position)
    }
    for position in definitions.indices where definitions[position].isWildcard {
      try compiler.addDefinition(at: position)
    }
    tries = compiler.tries
  }
}

private struct RequestCompiler {
  private let definitions: [PermissionDefinition]
  private(set) var tries: [String: PathTrie] = [:]

  init(_ definitions: [PermissionDefinition]) {
    self.definitions = definitions
  }

  mutating func addDefinition(at position: Int) throws(CatalogueError) {
    let definition = definitions[position]
    for (place, endpoint) in definition.permission.endpoints.enumerated() {
      let host = HostName.canonical(endpoint.host)
      let template = try check(endpoint, on: host, "endpoints[\(place)]", of: definition)
      let operation = APIOperation(
        method: endpoint.method, permission: definition.permission.name, definition: position, account: template.account
      )
      guard let taken = tries[host, default: PathTrie()].insert(operation, at: template) else { continue }
      let owner = definitions[taken.definition]
      guard definition.isWildcard, !owner.isWildcard else {
        throw conflict(endpoint, "endpoints[\(place)]", of: definition, with: owner)
      }
    }
  }

  private func check(
    _ endpoint: Endpoint, on host: String, _ place: @autoclosure () -> String, of definition: PermissionDefinition
  ) throws(CatalogueError) -> PathTemplate {
    guard HostName.isValid(host) else {
      throw definition.error(
        at: "\(place()).host", "'\(endpoint.host)' is not a host name", cure: "write one such as api.example.com")
    }
    guard !endpoint.method.isEmpty, endpoint.method.utf8.allSatisfy({ $0 &- UInt8(ascii: "A") < 26 }) else {
      throw definition.error(
        at: "\(place()).method", "'\(endpoint.method)' is not a method", cure: "write it in capitals, such as GET")
    }
    do {
      return try PathTemplate(endpoint.path)
    } catch {
      throw definition.error(
        at: "\(place()).path", "'\(endpoint.path)' is not a path template: \(error.reason)",
        cure: "write one such as /v1/Things/{Sid}/Parts")
    }
  }

  private func conflict(
    _ endpoint: Endpoint, _ place: String, of definition: PermissionDefinition, with owner: PermissionDefinition
  ) -> CatalogueError {
    definition.error(
      at: place,
      "\(endpoint) of \(definition.permission.name) already belongs to \(owner.permission.name) (\(owner.place))",
      cure: "list it once, under one of them")
  }
}
