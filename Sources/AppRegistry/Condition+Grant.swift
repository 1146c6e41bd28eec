import Permissions
import WireProtocol

extension Condition {
  /// That a policy grants a permission, as ``PermissionPolicy/allows(_:)`` finds it. A client without a policy has all.
  /// - Throws: `invalid_params` for what is no permission of the catalogue, and for a wildcard.
  init(grantOf permission: String, in table: ClientTable, _ catalogue: Catalogue) throws(ServiceError) {
    guard catalogue.contains(permission), PermissionName(permission)?.isWildcard == false else {
      throw ServiceError(
        .invalidParams,
        "permission: \(permission.quoted) is no permission of the catalogue; permissions.list shows them, and there "
          + "are no wildcards here",
        path: "permission")
    }
    let names = [permission, PermissionName.wildcard(covering: permission) ?? permission].map { " \($0) " }
    let listed = { (column: String) in
      let list = "' ' || ifnull(\(table).\(column), '') || ' '"
      return "(instr(\(list), ?) OR instr(\(list), ?))"
    }
    self.init(
      "(\(table).allow IS NULL OR \(listed("allow"))) AND NOT \(listed("deny"))", values: names + names)
  }
}
