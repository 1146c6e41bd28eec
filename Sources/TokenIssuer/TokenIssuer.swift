package import Coherence
package import JOSE
package import Permissions
package import Storage
package import WireProtocol

/// Issues access tokens to apps, and decides about them: what they say, what they may do, whether they still count.
///
/// What the other services have acknowledged about an app or a secret holds in the very next call (R7, R10, R15): see
/// ``ClientDirectory``.
package struct TokenIssuer: Sendable {
  let identity: Identity
  let signingKeys: SigningKeys
  let revocations: Revocations
  let catalogue: Catalogue
  let directory: ClientDirectory
  /// Tells when a token was revoked, by this instance or another.
  let ownChanges: ChangeWatch
  let activeTokens = CoherentCache<Digest256, ActiveToken>(capacity: KeptAnswers.limit)
  let brake: WrongSecretBrake
  let clock: WallClock

  /// - Parameters:
  ///   - store: Opened with ``schema``.
  ///   - changes: Watches the changes of a service.
  package init(
    identity: Identity, store: Store, keyEncryptionKey: KeyEncryptionKey, catalogue: Catalogue, registry: Client,
    secretManager: Client,
    changes: (ServiceName) -> ChangeWatch, clock: @escaping WallClock, pause: @escaping WrongSecretBrake.Pause
  ) {
    self.identity = identity
    self.signingKeys = SigningKeys(
      store: store, keyEncryptionKey: keyEncryptionKey, algorithm: identity.algorithm, clock: clock)
    self.ownChanges = changes(.tokenIssuer)
    self.revocations = Revocations(store: store, changes: ownChanges, clock: clock)
    self.catalogue = catalogue
    self.directory = ClientDirectory(
      registry: registry, secretManager: secretManager, registryChanges: changes(.appRegistry),
      secretChanges: changes(.secretManager),
      catalogue: catalogue, clock: clock)
    self.brake = WrongSecretBrake(clock: clock, pause: pause)
    self.clock = clock
  }

  package var routes: [Route] {
    tokenIssuerInterface.serve(
      .eager(issueAtOnce, otherwise: issue), .eager(introspectAtOnce, otherwise: introspect),
      .eager(authorizeAtOnce, otherwise: authorize), .waiting(revoke), .immediate(listSigningKeys),
      .waiting(publicKeys),
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
      client_id TEXT NOT NULL,
      jti TEXT NOT NULL,
      expires INTEGER NOT NULL,
      PRIMARY KEY (client_id, jti)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires);
    """)
}
