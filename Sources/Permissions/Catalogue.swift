/// All permissions that there are, each mapped to the API requests that it covers (rule R12).
package struct Catalogue: Sendable {
  /// Sorted by name.
  package let permissions: [Permission]
  package let matcher: RequestMatcher
  /// How many files they were read from.
  private let fileCount: Int
  private let positions: [String: Int]
  private let resourceActions: [String: [String]]

  /// Loads the `*.json` files of the directories in order. A file overrides one of the same name in an earlier
  /// directory as a whole; an empty one, or one linked to `/dev/null`, masks it. Directories that do not exist are
  /// passed over.
  package init(directories: [String]) throws(CatalogueError) {
    let files = try CatalogueDirectories(paths: directories).files()
    var definitions: [PermissionDefinition] = []
    for file in files { definitions += try CatalogueFile.definitions(at: file) }
    try self.init(definitions: definitions, fileCount: files.count)
  }

  package init(permissions: [Permission]) throws(CatalogueError) {
    try self.init(
      definitions: permissions.enumerated().map { PermissionDefinition(permission: $1, file: nil, position: $0) },
      fileCount: 0)
  }

  private init(definitions: [PermissionDefinition], fileCount: Int) throws(CatalogueError) {
    try Self.checkNames(of: definitions)
    self.fileCount = fileCount
    matcher = try RequestMatcher(compiling: definitions)
    permissions = definitions.map(\.permission).sorted { $0.name < $1.name }
    positions = Dictionary(uniqueKeysWithValues: permissions.enumerated().map { ($1.name, $0) })
    resourceActions = Self.actions(in: permissions)
  }

  /// The names below each wildcard. In sorted permissions those of a resource stand together.
  private static func actions(in permissions: [Permission]) -> [String: [String]] {
    var actions: [String: [String]] = [:]
    var rest = permissions[...]
    while let name = rest.first?.name, let resource = PermissionName.resource(of: name) {
      let members = rest.prefix { $0.name.hasPrefix(resource) }
      let wildcard = resource + "*"
      actions[wildcard] = members.map(\.name).filter { $0 != wildcard }
      rest = rest.dropFirst(members.count)
    }
    return actions
  }

  /// For people.
  package var summary: String { "\(permissions.count) permissions in \(fileCount) files" }

  package func permission(named name: String) -> Permission? {
    positions[name].map { permissions[$0] }
  }

  /// Whether `name` is a permission, or a wildcard with any permission below it.
  package func contains(_ name: String) -> Bool {
    positions[name] != nil || resourceActions[name] != nil
  }

  /// The names of the concrete permissions that `/namespace/product/resource/*` stands for, sorted.
  package func actions(of wildcard: String) -> [String] {
    resourceActions[wildcard] ?? []
  }

  private static func checkNames(of definitions: [PermissionDefinition]) throws(CatalogueError) {
    var known: [String: Int] = [:]
    known.reserveCapacity(definitions.count)
    for (position, definition) in definitions.enumerated() {
      let name = definition.permission.name
      guard PermissionName(name) != nil else {
        throw definition.error(
          at: "permission", "'\(name)' is not a permission name", cure: "write it as /namespace/product/resource/action"
        )
      }
      if let other = known.updateValue(position, forKey: name) {
        throw definition.error(
          at: "permission", "\(name) is already defined (\(definitions[other].place))",
          cure: "remove one, or give the files the same name so that the later overrides the earlier")
      }
    }
  }
}
