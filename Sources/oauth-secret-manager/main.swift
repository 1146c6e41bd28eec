import Daemon
import SecretManager
import StatefulDaemon
import WireProtocol

await Daemon.run(.secretManager) { daemon in
  let pepper = try Pepper(try daemon.credential("pepper"))
  let store = try daemon.store(schema: SecretManager.schema)
  let manager = SecretManager(store: store, pepper: pepper, clock: { @Sendable in .now })
  return Assembly(
    routes: manager.routes, store: store, chores: [manager.adoptPepper],
    credentialChecks: [("pepper", manager.checkPepper)], figures: manager.figures)
}
