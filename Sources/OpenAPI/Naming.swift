import JSON
import Permissions

/// Which permission an operation needs: what `x-permission` says, or else its one scope, or else what its path and
/// method make.
struct Naming {
  let permission: String
  /// One line for people.
  let description: String
  /// Whether it needs several scopes, of which none can be the permission.
  let hasSeveralScopes: Bool

  /// - Throws: ``UnmappedReason``.
  init(
    _ operation: Operation, in namespace: String, _ scopes: [(name: String, description: String)]
  ) throws(UnmappedReason) {
    hasSeveralScopes = operation.nearest("x-permission") == nil && scopes.count > 1
    if let given = operation.nearest("x-permission") {
      permission = try Self.checked(given.string ?? "", "x-permission", namespace)
      description = operation.summary ?? operation.name
    } else if let scope = scopes.first, scopes.count == 1 {
      permission = try Self.checked(scope.name, "its scope", namespace)
      let words = scope.description.split(whereSeparator: \.isNewline).first ?? ""
      description = words.isEmpty ? scope.name : String(words).shortened(to: 160)
    } else {
      let name = try OperationName(operation)
      permission = name.permission(in: namespace)
      description = operation.summary ?? "\(name.action) \(name.resource)"
    }
  }

  private static func checked(
    _ name: String, _ origin: String, _ namespace: String
  ) throws(UnmappedReason) -> String {
    guard PermissionName(name) != nil else {
      throw UnmappedReason(
        "\(origin) '\(name.shortened())' is no permission name; write /\(namespace)/a/b/c or a scope-token")
    }
    guard !name.hasPrefix("/") || name.hasPrefix("/\(namespace)/") else {
      throw UnmappedReason(
        "\(origin) \(name.shortened(to: 128)) is outside of the namespace; begin it with /\(namespace)/")
    }
    return name
  }
}
