import RPC
import Storage
import WireProtocol

extension SecretManager {
  /// An unknown client, a wrong secret and one that has ended cost the same: a hash, an indexed query, comparisons in
  /// constant time.
  func verify(_ request: SecretsVerify, _ call: Call) throws -> SecretVerification {
    let presented = pepper.hash(of: request.clientSecret, client: request.clientId)
    let active = try store.read { try $0.activeHashes(of: request.clientId, at: clock()) }
    var verified = SecretVerification(secretSid: nil)
    for (sid, hash, dateExpires) in active where presented.matches(hash) {
      verified = SecretVerification(secretSid: sid, dateExpires: dateExpires)
    }
    return verified
  }

  /// - Throws: `not_found` for a secret that is not this client's.
  func get(_ request: SecretsGet, _ call: Call) throws -> Secret {
    try store.read { try $0.secret(request.secretSid, of: request.clientId) }.told(at: clock())
  }

  func list(_ request: SecretsList, _ call: Call) throws -> Page<Secret> {
    let cursor = try PageCursor(size: request.pageSize, token: request.pageToken, order: .newestFirst)
    return try store.read { try $0.secrets(of: request.clientId, cursor, at: clock()) }
  }
}
