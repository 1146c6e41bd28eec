import Daemon
import JOSE
import StatefulDaemon
import TokenIssuer
import UnitTokens
import WireProtocol

let algorithm: @Sendable (Daemon) throws -> SignatureAlgorithm = {
  try $0.settings.signingAlgorithm(among: SignatureAlgorithm.self)
}
await Daemon.run(.tokenIssuer, front: CredentialFront(), inspections: [{ _ = try algorithm($0) }]) { daemon in
  let settings = daemon.settings
  let identity = Identity(issuer: settings.issuer, audience: settings.audience, algorithm: try algorithm(daemon))
  let key = try KeyEncryptionKey(try daemon.credential("key-encryption-key"))
  let formerKey = try daemon.formerCredential("key-encryption-key").map { try KeyEncryptionKey($0) }
  let catalogue = try daemon.catalogue()
  let store = try daemon.store(schema: TokenIssuer.schema)
  let issuer = try TokenIssuer(
    identity: identity, store: store, keyEncryptionKey: key, formerKeyEncryptionKey: formerKey,
    signingKeyPeriod: settings.signingKeyPeriod, catalogue: catalogue,
    registry: daemon.client(of: .appRegistry), secretManager: daemon.client(of: .secretManager),
    changes: daemon.changes, clock: { @Sendable in .now })
  return Assembly(
    routes: issuer.routes, store: store, chores: [issuer.tendSigningKeys, issuer.tellUses],
    checks: [CredentialFront.check], credentialChecks: [("signing key", issuer.checkSigningKeys)], catalogue: catalogue,
    figures: issuer.figures)
}
