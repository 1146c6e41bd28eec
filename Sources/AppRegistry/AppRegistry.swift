package import Permissions
package import RPC
package import Storage
package import WireProtocol

/// Accounts, their people and roles, the OAuth apps and API keys they own, and the permissions that there are.
///
/// Who calls and what one may do is settled in the same transaction as the answer or the change.
package struct AppRegistry: Sendable {
  let store: Store
  let catalogue: LiveCatalogue
  let secretManager: Client
  let tokenIssuer: Client
  let clock: WallClock
  let tokenSize: TokenSize
  let consoleURL: String
  let isOperator: OperatorCheck
  let listedPermissions = ListedPermissions()

  /// - Parameters:
  ///   - store: Opened with ``schema``.
  ///   - consoleURL: What links to the console begin with.
  package init(
    store: Store, catalogue: LiveCatalogue, secretManager: Client, tokenIssuer: Client, tokenSize: TokenSize,
    consoleURL: String, isOperator: @escaping OperatorCheck, clock: @escaping WallClock
  ) {
    self.store = store
    self.catalogue = catalogue
    self.secretManager = secretManager
    self.tokenIssuer = tokenIssuer
    self.clock = clock
    self.tokenSize = tokenSize
    self.consoleURL = consoleURL
    self.isOperator = isOperator
  }

  package var routes: [Route] {
    accountRoutes + userRoutes + roleRoutes + appRoutes + apiKeyRoutes + permissionRoutes + clientRoutes
      + sessionRoutes + unitBindingRoutes + auditRoutes
  }
}
