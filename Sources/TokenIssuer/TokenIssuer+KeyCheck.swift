package import JOSE
package import Storage

extension TokenIssuer {
  /// Opens every signing key that a store has.
  /// - Parameter former: The key-encryption key from before, while it is exchanged.
  /// - Throws: `unavailable` for a key that does not open.
  package static func checkSigningKeys(
    in store: Store, keyEncryptionKey: KeyEncryptionKey, former: KeyEncryptionKey?
  ) async throws {
    let seal = KeySeal(keyEncryptionKey, former: former)
    for key in try await store.read({ try $0.signingKeys() }).keys { _ = try seal.open(key) }
  }
}
