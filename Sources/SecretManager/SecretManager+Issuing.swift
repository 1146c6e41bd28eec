import RPC
import Storage
import WireProtocol

extension SecretManager {
  /// - Throws: `already_exists` where the client has secrets, working or not.
  func create(_ request: SecretsCreate, _ call: Call) async throws -> IssuedSecret {
    let secret = makeSecret(of: request.clientId)
    let now = clock()
    return try await store.change(.app(request.clientId)) { transaction in
      guard try !transaction.holdsSecrets(of: request.clientId) else {
        throw ServiceError(
          .alreadyExists, "client \(request.clientId) has secrets already; secrets.rotate makes another",
          path: "client_id")
      }
    } write: { transaction, _ in
      try transaction.insert(secret, at: now)
      return secret.issued(at: now)
    }
  }

  /// - Throws: `not_found` for a client that never had a secret.
  func rotate(_ request: SecretsRotate, _ call: Call) async throws -> IssuedSecret {
    let secret = makeSecret(of: request.clientId)
    return try await store.change(.app(request.clientId)) { transaction in
      guard try transaction.holdsSecrets(of: request.clientId) else {
        throw ServiceError(
          .notFound, "client \(request.clientId) has no secret; secrets.create makes the first", path: "client_id")
      }
    } write: { [clock] transaction, _ in
      // Read under the write lock: of two rotations at once the later one has the later time.
      let now = clock()
      let replaced = try transaction.retireSecrets(
        of: request.clientId, grace: request.gracePeriod ?? .standard, at: now)
      try transaction.purgeSecrets(of: request.clientId, at: now)
      try transaction.insert(secret, at: now)
      return secret.issued(at: now, replacing: replaced)
    }
  }

  private func makeSecret(of client: AppSID) -> NewSecret {
    NewSecret(.clientSecret(from: random), sid: .random(), of: client, pepper: pepper)
  }
}

extension Transaction {
  /// Makes room for a new secret: the newest that works gets its grace period (R8, R10), an older one is pushed out
  /// (R9).
  /// - Returns: The newest as it then stands; `nil` where none works.
  fileprivate func retireSecrets(of client: AppSID, grace: GracePeriod, at now: Timestamp) throws -> StoredSecret? {
    let active = try activeSecrets(of: client, at: now)
    for older in active.dropFirst() { try update(older.expired(by: now)) }
    let newest = active.first.map { grace.value == 0 ? $0.revoked(at: now) : $0.expired(by: now + grace.value) }
    if let newest { try update(newest) }
    return newest
  }
}
