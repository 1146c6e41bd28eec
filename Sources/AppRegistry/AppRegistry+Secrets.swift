import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func rotateSecret(_ request: AppsRotateSecret, _ call: Call) async throws -> IssuedSecret {
    let part = SecretsRotate(
      clientId: request.sid, gracePeriod: request.gracePeriod, dateExpires: request.secretExpires)
    return try await changeSecrets(request, by: part, call)
  }

  func listSecrets(_ request: AppsListSecrets, _ call: Call) async throws -> Page<Secret> {
    let caller = try await Caller(call)
    _ = try await store.read { try $0.app(request.sid, for: Principal(caller, in: $0)) }
    return try await secretManager.call(
      SecretsList(
        clientId: request.sid, expiresBefore: request.expiresBefore, pageSize: request.pageSize,
        pageToken: request.pageToken), within: call)
  }

  func revokeSecret(_ request: AppsRevokeSecret, _ call: Call) async throws -> Secret {
    try await changeSecrets(request, by: SecretsRevoke(clientId: request.sid, secretSid: request.secretSid), call)
  }

  /// - Parameter part: What the secret manager does of it.
  private func changeSecrets<Part: Method>(
    _ request: some AppChange & Method, by part: Part, _ call: Call
  ) async throws -> Part.Reply {
    let once = try KeyedRequest(request, call, at: clock())
    try await requirePermitted(request, call, once)
    let reply = try await secretManager.call(part, within: call, key: once?.key(of: request.sid.text))
    try await conclude(request.sid, call, once)
    return reply
  }

  /// What is sent again was admitted the first time.
  private func requirePermitted(_ change: some AppChange, _ call: Call, _ once: KeyedRequest?) async throws {
    let caller = try await Caller(call)
    let now = clock()
    try await store.read { transaction in
      if let once, try transaction.keptReply(to: once, as: Bool.self) != nil { return }
      try change.check(at: now)
      call.note(try transaction.app(for: change, by: caller).accountSid)
    }
  }

  /// Ends a change of secrets, and keeps whether the app was still there then: a deletion that was committed meanwhile
  /// may have destroyed the secrets before a new one was made.
  private func conclude(_ sid: AppSID, _ call: Call, _ once: KeyedRequest?) async throws {
    let isThere: @Sendable (Transaction) throws -> Bool = { try $0.app(sid) != nil }
    guard let once else { return try await requireStillThere(store.read(isThere), sid, call) }
    try await requireStillThere(store.change(.noApp, once: once, admit: isThere) { $1 }, sid, call)
  }

  private func requireStillThere(_ isThere: Bool, _ sid: AppSID, _ call: Call) async throws {
    guard !isThere else { return }
    try await finishRemoval(of: sid, within: call)
    throw ServiceError(.notFound, "app \(sid) was deleted while its secrets were changed; they are destroyed")
  }
}
