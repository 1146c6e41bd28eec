extension RequestMatcher {
  /// A concrete permission takes an endpoint before the wildcard entry that repeats it.
  init(compiling definitions: [PermissionDefinition]) throws(CatalogueError) {
    var endpoints = EndpointSet()
    for position in definitions.indices where !definitions[position].isWildcard {
      try endpoints.add(position, of: definitions)
    }
    for position in definitions.indices where definitions[position].isWildcard {
      try endpoints.add(position, of: definitions)
    }
    tries = endpoints.tries
    owners = Set(tries.values.lazy.flatMap(\.nodes).flatMap(\.operations).map(\.permission))
  }
}

extension EndpointSet {
  fileprivate mutating func add(_ position: Int, of definitions: [PermissionDefinition]) throws(CatalogueError) {
    let definition = definitions[position]
    for (place, endpoint) in definition.permission.endpoints.enumerated() {
      let owner: PermissionDefinition
      do throws(EndpointFault) {
        guard let taken = try insert(endpoint, of: definition.permission.name, owner: position) else { continue }
        owner = definitions[taken]
      } catch {
        throw definition.error(at: error.member, endpoint: place, error.fault, cure: error.cure)
      }
      guard definition.isWildcard, !owner.isWildcard else {
        throw definition.error(
          at: nil, endpoint: place,
          "\(endpoint) of \(definition.permission.name) already belongs to \(owner.permission.name) (\(owner.place))",
          cure: "list it once, under one of them")
      }
    }
  }
}
