package import Storage
package import WireProtocol

extension SecretManager {
  /// Stores a client's first secret, which is known already.
  package static func seed(
    _ secret: Sensitive, sid: SecretSID, of client: AppSID, pepper: Pepper, at now: Timestamp,
    in transaction: Transaction
  ) throws {
    let hash = pepper.hash(of: secret, client: client)
    try transaction.insert(NewSecret(sid: sid, client: client, plain: secret, hash: hash), at: now)
  }
}
