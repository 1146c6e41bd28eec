import Daemon
import JOSE
import Permissions
import TokenIssuer
import WireProtocol

await Daemon.run(.tokenIssuer) { daemon in
  let settings = daemon.settings
  let store = try daemon.store(schema: TokenIssuer.schema)
  let issuer = try TokenIssuer(
    identity: try Identity(issuer: settings.issuer, audience: settings.audience, algorithm: settings.signingAlgorithm),
    store: store, keyEncryptionKey: try KeyEncryptionKey(try daemon.credential("key-encryption-key")),
    catalogue: try Catalogue(directories: settings.permissionDirectories), registry: daemon.client(of: .appRegistry),
    secretManager: daemon.client(of: .secretManager), changes: daemon.changes, clock: { @Sendable in .now })
  return Assembly(routes: issuer.routes, store: store)
}
