package import Storage
package import WireProtocol

extension SecretManager {
  /// Stores a client's first secret, which is known already.
  package static func seed(
    _ secret: Sensitive, sid: SecretSID, of client: ClientID, pepper: Pepper, at now: Timestamp,
    in transaction: Transaction
  ) throws {
    try transaction.insert(NewSecret(secret, sid: sid, of: client, pepper: pepper), at: now)
  }
}
