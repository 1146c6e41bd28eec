/// A permission and where it was defined.
struct PermissionDefinition: Sendable {
  let permission: Permission
  /// Nil for permissions that were not read from a file.
  let file: String?
  /// Position among the permissions of its file.
  let position: Int

  var isWildcard: Bool { permission.name.utf8.last == UInt8(ascii: "*") }

  var place: String {
    let entry = "permissions[\(position)]"
    return file.map { "\($0): \(entry)" } ?? entry
  }

  func error(at member: String, _ fault: String, cure: String) -> CatalogueError {
    CatalogueError(file: file, place: "permissions[\(position)].\(member)", fault: fault, cure: cure)
  }
}
