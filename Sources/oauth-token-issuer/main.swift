import Daemon
import JOSE
import TokenIssuer
import WireProtocol

await Daemon.run(.tokenIssuer) { daemon in
  let settings = daemon.settings
  let identity = Identity(
    issuer: settings.issuer, audience: settings.audience,
    algorithm: try settings.signingAlgorithm(among: SignatureAlgorithm.self))
  let key = try KeyEncryptionKey(try daemon.credential("key-encryption-key"))
  let catalogue = try daemon.catalogue()
  let store = try daemon.store(schema: TokenIssuer.schema)
  let issuer = try TokenIssuer(
    identity: identity, store: store, keyEncryptionKey: key, catalogue: catalogue,
    registry: daemon.client(of: .appRegistry), secretManager: daemon.client(of: .secretManager),
    changes: daemon.changes, clock: { @Sendable in .now })
  return Assembly(
    routes: issuer.routes, store: store,
    checks: [("signing key", issuer.checkSigningKey)], catalogue: catalogue)
}
