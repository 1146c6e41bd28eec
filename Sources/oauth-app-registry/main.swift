import AppRegistry
import Daemon
import Permissions
import WireProtocol

await Daemon.run(.appRegistry) { daemon in
  let store = try daemon.store(schema: AppRegistry.schema)
  let registry = AppRegistry(
    store: store, catalogue: try Catalogue(directories: daemon.settings.permissionDirectories),
    secretManager: daemon.client(of: .secretManager), clock: { @Sendable in .now })
  return Assembly(routes: registry.routes, store: store, chores: [registry.reconcile])
}
