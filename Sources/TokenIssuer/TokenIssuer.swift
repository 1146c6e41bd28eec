package import JOSE
package import Permissions
package import Storage
package import WireProtocol

/// Issues access tokens to apps, and decides about them: what they say, what they may do, whether they still count.
///
/// Whether an app lives and a secret is good is asked of their services in each call, so what they acknowledged holds in the
/// very next one (R7, R10, R15).
package struct TokenIssuer: Sendable {
  let identity: Identity
  let signingKeys: SigningKeys
  let revocations: Revocations
  let catalogue: Catalogue
  let registry: Client
  let secretManager: Client
  let brake: WrongSecretBrake
  let clock: Clock

  package init(
    identity: Identity, store: Store, keyEncryptionKey: KeyEncryptionKey, catalogue: Catalogue, registry: Client, secretManager: Client,
    clock: @escaping Clock, pause: @escaping WrongSecretBrake.Pause
  ) {
    self.identity = identity
    self.signingKeys = SigningKeys(
      store: store, keyEncryptionKey: keyEncryptionKey, algorithm: identity.algorithm, clock: clock)
    self.revocations = Revocations(store: store, clock: clock)
    self.catalogue = catalogue
    self.registry = registry
    self.secretManager = secretManager
    self.brake = WrongSecretBrake(clock: clock, pause: pause)
    self.clock = clock
  }

  package var routes: [Route] {
    tokenIssuerInterface.serve(
      .waiting(issue), .waiting(introspect), .waiting(authorize), .waiting(revoke), .immediate(listSigningKeys), .waiting(publicKeys),
      .immediate(metadata))
  }

  /// Keys and revocations, in one database of the service.
  package static let schema = Schema(
    """
    CREATE TABLE signing_keys (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kid TEXT NOT NULL UNIQUE,
      algorithm TEXT NOT NULL,
      sealed BLOB NOT NULL,
      date_created INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE revoked_tokens (
      jti TEXT NOT NULL PRIMARY KEY,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires);
    """)
}
