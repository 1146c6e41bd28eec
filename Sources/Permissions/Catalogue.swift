/// All permissions that there are, each mapped to the API requests that it covers (rule R12).
package struct Catalogue: Sendable {
  /// Sorted by name.
  package let permissions: [Permission]
  package let matcher: RequestMatcher
  /// The APIs that have tokens of their own, in the order of the files.
  package let resources: [ResourceIdentifier]
  /// Tells it from every other: two that are equal were read from files of the same names with the same bytes.
  package let digest: String
  /// How many files they were read from.
  private let fileCount: Int
  private let positions: [String: Int]
  private let resourceActions: [String: [String]]
  /// The resources of the permissions, and of the wildcards that cover them, that have one.
  private let owners: [String: ResourceIdentifier]

  /// Loads the `*.json` files of the directories in order. A file overrides one of the same name in an earlier
  /// directory as a whole; an empty one, or one linked to `/dev/null`, masks it. Directories that do not exist are
  /// passed over.
  package init(directories: [String]) throws(CatalogueError) {
    try self.init(files: try CatalogueDirectories(paths: directories).files())
  }

  /// Loads files, each an API or a part of the one that has no resource.
  package init(files: [String]) throws(CatalogueError) {
    var sources: [CatalogueSource] = []
    for file in files { sources.append(try CatalogueSource(file)) }
    try self.init(sources)
  }

  package init(permissions: [Permission]) throws(CatalogueError) {
    try self.init(
      [],
      permissions.enumerated().map { PermissionDefinition(permission: $1, source: nil, position: $0) })
  }

  private init(
    _ sources: [CatalogueSource], _ unfiled: [PermissionDefinition] = []
  ) throws(CatalogueError) {
    var definitions = unfiled
    for source in sources { definitions += try source.definitions() }
    try Self.checkNames(of: definitions)
    let apis = try CatalogueResources(of: sources, definitions)
    resources = apis.resources
    owners = apis.owners
    digest = ContentDigest(of: sources).text
    fileCount = sources.count
    matcher = try RequestMatcher(compiling: definitions)
    permissions = definitions.map(\.permission).sorted { $0.name < $1.name }
    positions = Dictionary(uniqueKeysWithValues: permissions.enumerated().map { ($1.name, $0) })
    resourceActions = Self.actions(in: permissions)
  }

  /// The names below each wildcard. In sorted permissions those of a resource stand together.
  private static func actions(in permissions: [Permission]) -> [String: [String]] {
    var actions: [String: [String]] = [:]
    for name in permissions.lazy.map(\.name) {
      guard let wildcard = PermissionName.wildcard(covering: name) else { continue }
      actions[wildcard, default: []] += name == wildcard ? [] : [name]
    }
    return actions
  }

  /// For people.
  package var summary: String { "\(permissions.count) permissions in \(fileCount) file\(fileCount == 1 ? "" : "s")" }

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

  /// The permissions that a name stands for: those below a wildcard, and the wildcard itself where it covers what they
  /// do not; every other name for itself.
  package func names(in name: String) -> [String] {
    guard let actions = resourceActions[name] else { return [name] }
    guard let wildcard = permission(named: name) else { return actions }
    return wildcard.endpoints.isEmpty || matcher.hasRequests(of: name) ? actions + [name] : actions
  }

  /// The API that a permission or wildcard is of; nil for the one without a resource, whose audience is configured.
  package func resource(of name: String) -> ResourceIdentifier? {
    owners.isEmpty ? nil : owners[name]
  }

  private static func checkNames(of definitions: [PermissionDefinition]) throws(CatalogueError) {
    var known: [String: Int] = [:]
    known.reserveCapacity(definitions.count)
    for (position, definition) in definitions.enumerated() {
      let name = definition.permission.name
      guard PermissionName(name) != nil else {
        throw definition.error(
          at: "permission", "'\(name)' is not a permission name",
          cure: "write it as /namespace/product/resource/action, or as a scope-token such as mcp:tools")
      }
      if let other = known.updateValue(position, forKey: name) {
        throw definition.error(
          at: "permission", "\(name) is already defined (\(definitions[other].place))",
          cure: "remove one, or give the files the same name so that the later overrides the earlier")
      }
    }
  }
}
