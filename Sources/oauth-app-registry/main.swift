import AppRegistry
import Daemon
import StatefulDaemon
import WireProtocol

await Daemon.run(.appRegistry) { daemon in
  let catalogue = try daemon.catalogue()
  let store = try daemon.store(schema: AppRegistry.schema)
  let registry = AppRegistry(
    store: store, catalogue: catalogue, secretManager: daemon.client(of: .secretManager),
    tokenIssuer: daemon.client(of: .tokenIssuer),
    tokenSize: TokenSize(issuer: daemon.settings.issuer, audience: daemon.settings.audience),
    consoleURL: daemon.settings.consoleURL, isOperator: try daemon.operatorCheck(), clock: { @Sendable in .now })
  return Assembly(
    routes: registry.routes, sessions: registry.sessionCheck, store: store, chores: [registry.reconcile],
    catalogue: catalogue)
}
