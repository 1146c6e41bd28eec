/// A permission and where it was defined.
struct PermissionDefinition: Sendable {
  let permission: Permission
  /// Nil for permissions that were not read from a file.
  let source: CatalogueSource?
  /// Position among the permissions of its file.
  let position: Int

  var isWildcard: Bool { PermissionName.isWildcard(permission.name) }

  /// The API that it belongs to; nil for the one without a resource.
  var resource: ResourceIdentifier? { source?.file.resource }

  var place: String {
    let entry = "permissions[\(position)]"
    return source.map { "\($0.path): \(entry)" } ?? entry
  }

  /// - Parameter endpoint: Position of the endpoint at fault.
  func error(at member: String?, endpoint: Int? = nil, _ fault: String, cure: String) -> CatalogueError {
    let place = CataloguePlace(permission: position, endpoint: endpoint, member: member)
    return CatalogueError(
      file: source?.path, position: source.flatMap { place.position(in: $0.text) }, place: place, fault: fault,
      cure: cure)
  }
}
