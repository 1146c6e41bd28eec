import RPC
import Storage
import WireProtocol

extension SecretManager {
  /// - Throws: `already_exists` where the client has secrets, working or not.
  func create(_ request: SecretsCreate, _ call: Call) async throws -> IssuedSecret {
    let secret = makeSecret(of: request.clientId, until: request.dateExpires, call)
    let now = clock()
    let record = try await store.change(.client(request.clientId), once: keyed(request, call, at: now)) { transaction in
      guard try !transaction.holdsSecrets(of: request.clientId) else {
        throw ServiceError(
          .alreadyExists, "client \(request.clientId) has secrets already; secrets.rotate makes another",
          path: "client_id")
      }
    } write: { transaction, _ in
      try transaction.insert(secret, at: now)
      return IssueRecord(sid: secret.sid, dateCreated: now, dateExpires: secret.dateExpires, previous: nil)
    }
    return issue(record, secret, call)
  }

  /// - Throws: `not_found` for a client that never had a secret, unless this may be its first.
  func rotate(_ request: SecretsRotate, _ call: Call) async throws -> IssuedSecret {
    let secret = makeSecret(of: request.clientId, until: request.dateExpires, call)
    let once = try keyed(request, call, at: clock())
    let record = try await store.change(.client(request.clientId), once: once) { transaction in
      guard try request.mayBeFirst == true || transaction.holdsSecrets(of: request.clientId) else {
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
      return IssueRecord(
        sid: secret.sid, dateCreated: now, dateExpires: secret.dateExpires, previous: replaced?.shown(at: now))
    }
    return issue(record, secret, call)
  }

  private func makeSecret(of client: ClientID, until end: Timestamp?, _ call: Call) -> NewSecret {
    let sid = SecretSID.random()
    let bytes =
      call.idempotencyKey.map { pepper.secret(sid, of: client, key: $0) } ?? random(Sensitive.clientSecretLength)
    return NewSecret(Sensitive(clientSecret: bytes), sid: sid, of: client, until: end, pepper: pepper)
  }

  /// The one message that shows a secret: the one just made, or the one that was made when the request came first.
  private func issue(_ record: IssueRecord, _ made: NewSecret, _ call: Call) -> IssuedSecret {
    var plain = made.plain
    if let key = call.idempotencyKey {
      plain = Sensitive(clientSecret: pepper.secret(record.sid, of: made.client, key: key))
    }
    return IssuedSecret(
      sid: record.sid, clientId: made.client, secret: plain, dateCreated: record.dateCreated,
      dateExpires: record.dateExpires, previous: record.previous)
  }
}

extension Transaction {
  /// Makes room for a new secret. With a grace period the newest that works gets it (R8), and all others are pushed out
  /// (R9); without one all are revoked (R10), those that have ended before as well, for their tokens' sake.
  /// - Returns: The newest as it then stands; `nil` where none works.
  fileprivate func retireSecrets(of client: ClientID, grace: GracePeriod, at now: Timestamp) throws -> StoredSecret? {
    let active = try activeSecrets(of: client, at: now)
    if grace.value == 0 {
      try revokeSecrets(of: client, at: now)
      return active.first?.revoked(at: now)
    }
    for older in active.dropFirst() { try update(older.expired(by: now)) }
    let newest = active.first?.expired(by: now + grace.value)
    if let newest { try update(newest) }
    try eraseHashes(of: client, except: newest)
    return newest
  }
}
