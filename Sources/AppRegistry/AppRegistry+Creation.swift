import RPC
import Storage
import WireProtocol

// ``ClientState`` draws the steps.
extension AppRegistry {
  func createApp(_ request: AppsCreate, _ call: Call) async throws -> CreatedApp {
    let (app, issued) = try await create(request, call)
    return CreatedApp(app: app, secret: issued.secret, secretSid: issued.sid)
  }

  func createKey(_ request: APIKeysCreate, _ call: Call) async throws -> CreatedAPIKey {
    let (key, issued) = try await create(request, call)
    return CreatedAPIKey(apiKey: key, secret: issued.secret, secretSid: issued.sid)
  }

  /// Sent again, it goes on where the first attempt was cut short, at whatever instance (R19).
  /// - Throws: `role_not_permitted`, `not_found`, `already_exists`; `conflict` unless the account is active; what the
  ///   request is refused with itself, or by the secret manager. Then there is no client.
  private func create<Request: ClientCreation>(
    _ request: Request, _ call: Call
  ) async throws -> (Request.Registered, IssuedSecret) {
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let client = try await reserve(request, call, once, at: now)
    let id = client.sid.clientID
    do {
      let issued = try await secretManager.call(
        SecretsCreate(clientId: id), within: call, key: once?.key(of: id.text))
      guard try await store.change(.client(id), write: { try $0.activate(id) }) else {
        throw ServiceError.tookTooLong(id)
      }
      return (client, issued)
    } catch {
      // What can't be undone now, reconciliation undoes; the caller is to learn what went wrong first.
      try? await undoCreation(of: client, call, once)
      throw error
    }
  }

  /// Adds a pending client, which takes the name; or finds the one that the same request has added before.
  private func reserve<Request: ClientCreation>(
    _ request: Request, _ call: Call, _ once: KeyedRequest?, at now: Timestamp
  ) async throws -> Request.Registered {
    let caller = try await Caller(call)
    let operatorName = try await caller.operatorName
    let sid = SID<Request.Registered.Kind>.random()
    return try await store.change(.noApp, once: once) { transaction, client in
      guard try transaction.isCreated(client.sid.clientID) else { return false }
      // What is not finished is admitted like a new change: a right may have been taken away meanwhile.
      if try transaction.isPending(client.sid.clientID) {
        let principal = try Principal(caller, in: transaction)
        try transaction.requireActive(transaction.account(request.accountSid, for: principal, to: .useApps))
      }
      return true
    } admit: { [catalogue] transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(request.accountSid, for: principal, to: .useApps)
      let creator = Creator(
        name: principal.user?.friendlyName.text ?? operatorName ?? "", sid: principal.user?.sid)
      let client = try request.client(sid, by: creator, checkedAgainst: catalogue, at: now)
      try transaction.requireActive(account)
      try transaction.requireFreeName(of: client)
      return client
    } write: { transaction, client in
      try transaction.insert(client, as: .pending)
      return client
    }
  }

  /// Does nothing if the client is active after all.
  private func undoCreation<C: RegisteredClient>(of client: C, _ call: Call, _ once: KeyedRequest?) async throws {
    let id = client.sid.clientID
    let isUndone = try await store.change(.client(id)) { transaction in
      try transaction.abandon(id)
      guard try !transaction.isCreated(id) else { return false }
      if let once, let kept: C = try transaction.keptReply(to: once), kept.sid == client.sid {
        try transaction.forgetReply(to: once)
      }
      return true
    }
    guard isUndone else { return }
    try await finishRemoval(of: id, within: call)
  }
}

extension ServiceError {
  fileprivate static func tookTooLong(_ id: ClientID) -> ServiceError {
    let noun = id.table.noun
    return ServiceError(
      .unavailable, "making the \(noun)'s secret took so long that the creation was undone; create the \(noun) again",
      service: ServiceName.secretManager.rawValue)
  }
}
