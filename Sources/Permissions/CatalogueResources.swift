/// Which API each permission is of.
struct CatalogueResources {
  private(set) var resources: [ResourceIdentifier] = []
  /// Of the names, and the wildcards that cover them, that are of an API with a resource.
  private(set) var owners: [String: ResourceIdentifier] = [:]

  /// - Throws: For two files of one resource, and for actions of one resource's path that are not all of one API: their
  ///   wildcard would be of none.
  init(of sources: [CatalogueSource], _ definitions: [PermissionDefinition]) throws(CatalogueError) {
    try collect(sources)
    guard !resources.isEmpty else { return }
    var first: [String: PermissionDefinition] = [:]
    for definition in definitions {
      let names = [definition.permission.name, PermissionName.wildcard(covering: definition.permission.name)]
      for name in names.compactMap(\.self) {
        owners[name] = definition.resource
        let other = first[name] ?? definition
        first[name] = other
        guard other.resource == definition.resource else {
          throw definition.error(
            at: "permission", "\(name) would be of two APIs (\(other.place))",
            cure: "keep all actions of a resource in files of one API, or name them differently")
        }
      }
    }
  }

  private mutating func collect(_ sources: [CatalogueSource]) throws(CatalogueError) {
    var paths: [ResourceIdentifier: String] = [:]
    for source in sources {
      guard let resource = source.file.resource else { continue }
      if let other = paths.updateValue(source.path, forKey: resource) {
        let place = CataloguePlace(member: "resource")
        throw CatalogueError(
          file: source.path, position: place.position(in: source.text), place: place,
          fault: "\(resource.text) is already the resource of \(other)",
          cure: "put the permissions of one API into one file, or name another resource")
      }
      resources.append(resource)
    }
  }
}
