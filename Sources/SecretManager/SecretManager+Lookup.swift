import RPC
import Storage
package import WireProtocol

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

  func listExpiring(_ request: SecretsListExpiring, _ call: Call) async throws -> Page<Secret> {
    let now = clock()
    return try await store.read { transaction in
      // Not by the moment, which is another for each page of who looks some days ahead.
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: SecretsListExpiring.name)
      return try transaction.secrets(expiringBefore: request.expiresBefore, cursor, at: now)
    }
  }

  package func figures() async throws -> Figures {
    let now = clock()
    let end = now + Figure.expiryNotice * 86_400
    return try await store.read { [.expiringSecrets: try $0.numberOfSecrets(endingBefore: end, at: now)] }
  }

  /// No kept answer tells of uses, so none is called into question.
  func noteUses(_ request: SecretsNoteUses, _ call: Call) async throws -> NoContent {
    try await store.change(.noApp) { [clock] transaction in
      let now = clock()
      for use in request.uses {
        guard let sid = use.secretSid else { continue }
        try transaction.noteUse(of: sid, client: use.clientId, at: use.dateLastUsed, now)
      }
      return NoContent()
    }
  }

  func list(_ request: SecretsList, _ call: Call) async throws -> Page<Secret> {
    let now = clock()
    return try await store.read { transaction in
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken,
        of: "\(SecretsList.name) \(request.clientId)", order: .newestFirst)
      return try transaction.secrets(
        of: request.clientId, expiringBefore: request.expiresBefore, cursor, at: now)
    }
  }
}
