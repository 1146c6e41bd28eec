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

  /// - Parameter store: Opened with ``schema``.
  package init(store: Store, catalogue: Catalogue, secretManager: Client, clock: @escaping WallClock) {
    self.store = store
    self.catalogue = catalogue
    self.secretManager = secretManager
    self.clock = clock
  }

  package var routes: [Route] { accountRoutes + userRoutes + roleRoutes + appRoutes + permissionRoutes }

  private var accountRoutes: [Route] {
    accountMethods.serve(
      AccountsCreate.served(by: createAccount), AccountsGet.served(by: getAccount),
      AccountsList.served(by: listAccounts), AccountsSuspend.served(by: suspendAccount),
      AccountsResume.served(by: resumeAccount), AccountsClose.served(by: closeAccount))
  }

  private var userRoutes: [Route] {
    userMethods.serve(
      UsersCreate.served(by: createUser), UsersGet.served(by: getUser), UsersList.served(by: listUsers),
      UsersDelete.served(by: deleteUser))
  }

  private var roleRoutes: [Route] {
    roleMethods.serve(
      RolesGrant.served(by: grantRole), RolesRevoke.served(by: revokeRole), RolesList.served(by: listRoles))
  }

  private var appRoutes: [Route] {
    appMethods.serve(
      AppsCreate.served(by: createApp), AppsGet.served(by: getApp), AppsList.served(by: listApps),
      AppsUpdate.served(by: updateApp), AppsDelete.served(by: deleteApp), AppsRotateSecret.served(by: rotateSecret),
      AppsListSecrets.served(by: listSecrets), AppsRevokeSecret.served(by: revokeSecret))
  }

  private var permissionRoutes: [Route] {
    permissionMethods.serve(
      PermissionsList.served(atOnceBy: listPermissions), PermissionsMatch.served(atOnceBy: matchPermission))
  }
}
