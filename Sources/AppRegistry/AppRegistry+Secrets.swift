import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func rotateSecret<Rotation: SecretRotation>(_ request: Rotation, _ call: Call) async throws -> IssuedSecret {
    let part = SecretsRotate(
      clientId: request.sid.clientID, gracePeriod: request.gracePeriod, mayBeFirst: Rotation.mayBeFirst,
      dateExpires: request.secretExpires)
    return try await changeSecrets(request, by: part, call)
  }

  func listSecrets(_ request: AppsListSecrets, _ call: Call) async throws -> Page<Secret> {
    let caller = try await caller(of: call)
    _ = try await store.read { transaction in
      let principal = try Principal(caller, having: AppsListSecrets.permission, in: transaction)
      return try transaction.client(request.sid, for: principal) as App
    }
    return try await secretManager.call(
      SecretsList(
        clientId: .app(request.sid), expiresBefore: request.expiresBefore, pageSize: request.pageSize,
        pageToken: request.pageToken), within: call)
  }

  func revokeSecret(_ request: AppsRevokeSecret, _ call: Call) async throws -> Secret {
    try await changeSecrets(
      request, by: SecretsRevoke(clientId: .app(request.sid), secretSid: request.secretSid), call)
  }

  /// - Parameter part: What the secret manager does of it.
  private func changeSecrets<Part: Method>(
    _ request: some ClientChange, by part: Part, _ call: Call
  ) async throws -> Part.Reply {
    let id = request.sid.clientID
    let once = try KeyedRequest(request, call, at: clock())
    try await requirePermitted(request, call, once)
    let reply = try await secretManager.call(part, within: call, key: once?.key(of: id.text))
    call.note(subjectOf: reply)
    try await conclude(id, call, once)
    return reply
  }

  /// What is sent again was admitted the first time.
  private func requirePermitted(_ change: some ClientChange, _ call: Call, _ once: KeyedRequest?) async throws {
    let caller = try await caller(of: call)
    let now = clock()
    try await store.read { transaction in
      if let once, try transaction.keptReply(to: once, as: Bool.self) != nil { return }
      try change.check(at: now)
      call.note(try transaction.client(for: change, by: caller).accountSid)
    }
  }

  /// Ends a change of secrets, and keeps whether the client was still there then: a deletion that was committed
  /// meanwhile may have destroyed the secrets before a new one was made.
  private func conclude(_ id: ClientID, _ call: Call, _ once: KeyedRequest?) async throws {
    let isThere = try await store.change(.noApp, once: once) { transaction in
      try transaction.isActive(id)
    } write: { _, isThere in
      if !isThere { call.noteNothingChanged() }
      return isThere
    }
    guard !isThere else { return }
    try await finishRemoval(of: id, within: call)
    throw ServiceError(
      .notFound, "\(id.table.noun) \(id) was deleted while its secrets were changed; they are destroyed")
  }
}
