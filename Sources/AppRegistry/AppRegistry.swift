package import Permissions
package import RPC
package import Storage
package import WireProtocol

/// Accounts, their people and roles, the OAuth apps they own, and the permissions that there are.
///
/// Who calls and what one may do is settled in the same transaction as the answer or the change.
package struct AppRegistry: Sendable {
  let store: Store
  let catalogue: Catalogue
  let secretManager: Client
  let clock: WallClock
  /// All of the catalogue, by position.
  let listedPermissions: Once<[Encoded<ListedPermission>]>

  /// - Parameter store: Opened with ``schema``.
  package init(store: Store, catalogue: Catalogue, secretManager: Client, clock: @escaping WallClock) {
    self.store = store
    self.catalogue = catalogue
    self.secretManager = secretManager
    self.clock = clock
    listedPermissions = Once { try catalogue.permissions.map { try Encoded(ListedPermission($0)) } }
  }

  package var routes: [Route] { accountRoutes + userRoutes + roleRoutes + appRoutes + permissionRoutes + auditRoutes }
}
