import AppRegistry
import Daemon
import Permissions
import WireProtocol

await Daemon.run(.appRegistry) { daemon in
  let registry = AppRegistry(
    store: try daemon.store(schema: AppRegistry.schema),
    catalogue: try Catalogue(directories: daemon.settings.permissionDirectories),
    secretManager: daemon.client(of: .secretManager), clock: { @Sendable in .now })
  return Assembly(routes: registry.routes, chores: [registry.reconcile])
}
