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

  package var routes: [Route] {
    secretManagerInterface.serve(
      .waiting(create), .waiting(rotate), .immediate(verify), .immediate(get), .immediate(list), .waiting(revoke),
      .waiting(destroy))
  }
}
