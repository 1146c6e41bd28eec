import RPC
import Storage
import WireProtocol

extension SecretManager {
  /// An unknown client, a wrong secret and one that has ended cost the same: a hash, an indexed query, comparisons in
  /// constant time.
  /// - Throws: `unavailable` where the secret may be one that was hashed with another pepper.
  func verify(_ request: SecretsVerify, _ call: Call) async throws -> SecretVerification {
    let presented = pepper.hash(of: request.clientSecret, client: request.clientId)
    let now = clock()
    let active = try await store.read { [pepper] in try $0.activeHashes(of: request.clientId, pepper, at: now) }
    var verified = SecretVerification(secretSid: nil)
    for secret in active where presented.matches(secret.hash) {
      verified = SecretVerification(secretSid: secret.sid, dateExpires: secret.dateExpires)
    }
    guard verified.valid || active.allSatisfy(\.isOfThisPepper) else { throw ServiceError.otherPepper }
    return verified
  }

  /// - Throws: `not_found` for a secret that is not this client's.
  func get(_ request: SecretsGet, _ call: Call) async throws -> Secret {
    try await store.read { try $0.secret(request.secretSid, of: request.clientId) }.shown(at: clock())
  }

  func list(_ request: SecretsList, _ call: Call) async throws -> Page<Secret> {
    let now = clock()
    return try await store.read { transaction in
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken,
        of: "\(SecretsList.name) \(request.clientId) \(request.expiresBefore?.description ?? "")",
        order: .newestFirst)
      return try transaction.secrets(
        of: request.clientId, expiringBefore: request.expiresBefore, cursor, at: now)
    }
  }
}
