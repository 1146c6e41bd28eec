import AppRegistry
import Daemon
import Permissions
import WireProtocol

await Daemon.run(.appRegistry) { daemon in
  let catalogue = try Catalogue(directories: daemon.settings.permissionDirectories)
  let store = try daemon.store(schema: AppRegistry.schema)
  let registry = AppRegistry(
    store: store, catalogue: catalogue, secretManager: daemon.client(of: .secretManager), clock: { @Sendable in .now })
  return Assembly(
    routes: registry.routes, store: store, chores: [registry.reconcile],
    checks: [("catalogue", Assembly.loaded(catalogue.summary))])
}
