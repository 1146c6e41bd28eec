package import RPC
package import Storage
package import WireProtocol

/// Keeps client secrets: makes, verifies, rotates, revokes and forgets them. Of a secret it stores a keyed hash alone
/// (R14).
package struct SecretManager: Sendable {
  let store: Store
  let pepper: Pepper
  let clock: WallClock
  let random: RandomBytes

  /// - Parameter store: Opened with ``schema``.
  package init(
    store: Store, pepper: Pepper, clock: @escaping WallClock, random: @escaping RandomBytes = systemRandomBytes
  ) {
    self.store = store
    self.pepper = pepper
    self.clock = clock
    self.random = random
  }

  /// A reply is kept a minute longer than the registry keeps its own: what it sends again must not come too late.
  func keyed<M: Method>(_ request: M, _ call: Call, at now: Timestamp) throws -> KeyedRequest? {
    try KeyedRequest(request, call, at: now, memory: IdempotencyKey.memory + 60)
  }

  package var routes: [Route] {
    secretRoutes + store.auditRoutes
  }

  private var secretRoutes: [Route] {
    secretMethods.serve(
      SecretsCreate.served(by: create), SecretsRotate.served(by: rotate), SecretsVerify.served(by: verify),
      SecretsGet.served(by: get), SecretsList.served(by: list), SecretsRevoke.served(by: revoke),
      SecretsDestroy.served(by: destroy), SecretsListExpiring.served(by: listExpiring),
      SecretsNoteUses.served(by: noteUses))
  }
}
