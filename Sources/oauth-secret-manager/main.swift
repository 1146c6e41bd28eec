import Daemon
import SecretManager
import WireProtocol

await Daemon.run(.secretManager) { daemon in
  let manager = SecretManager(
    store: try daemon.store(schema: SecretManager.schema), pepper: try Pepper(try daemon.credential("pepper")),
    clock: { @Sendable in .now })
  return Assembly(routes: manager.routes)
}
