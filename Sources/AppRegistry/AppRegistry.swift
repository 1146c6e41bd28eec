package import Permissions
package import Storage
package import WireProtocol

/// Accounts, their people and roles, the OAuth apps they own, and the permissions that there are.
///
/// Who calls and what one may do is settled in the same transaction as the answer or the change.
package struct AppRegistry: Sendable {
  let store: Store
  let catalogue: Catalogue
  let secretManager: Client
  let clock: Clock

  /// - Parameter store: Opened with ``schema``.
  package init(store: Store, catalogue: Catalogue, secretManager: Client, clock: @escaping Clock) {
    self.store = store
    self.catalogue = catalogue
    self.secretManager = secretManager
    self.clock = clock
  }

  package var routes: [Route] {
    appRegistryInterface.serve(
      .waiting(createAccount), .waiting(getAccount), .waiting(listAccounts), .waiting(suspendAccount),
      .waiting(resumeAccount),
      .waiting(closeAccount), .waiting(createUser), .waiting(getUser), .waiting(listUsers), .waiting(deleteUser),
      .waiting(grantRole), .waiting(revokeRole), .waiting(listRoles), .waiting(createApp), .waiting(getApp),
      .waiting(listApps), .waiting(updateApp), .waiting(deleteApp), .waiting(rotateSecret), .waiting(listSecrets),
      .waiting(revokeSecret), .immediate(listPermissions), .immediate(matchPermission))
  }
}
