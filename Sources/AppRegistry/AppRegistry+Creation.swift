import Permissions
import RPC
import Storage
import WireProtocol

// ``ClientState`` draws the steps.
extension AppRegistry {
  func createApp(_ request: AppsCreate, _ call: Call) async throws -> CreatedApp {
    guard request.usesSecret else {
      let (app, _) = try await reserve(request, call)
      return CreatedApp(app: app.told(tokenSize, by: catalogue.current))
    }
    let (app, once) = try await Call.step { try await reserve(request, call) }
    let issued = try await activate(app, secretExpires: request.secretExpires, call, once)
    return CreatedApp(
      app: app.told(tokenSize, by: catalogue.current), secret: issued.secret, secretSid: issued.sid)
  }

  func createKey(_ request: APIKeysCreate, _ call: Call) async throws -> CreatedAPIKey {
    let (key, once) = try await Call.step { try await reserve(request, call) }
    let issued = try await activate(key, call, once)
    return CreatedAPIKey(apiKey: key, secret: issued.secret, secretSid: issued.sid)
  }

  /// Makes the secret of a pending client. Sent again, it goes on where the first attempt was cut short, at whatever
  /// instance (R19).
  /// - Throws: What the secret manager refuses it with. Then there is no client.
  private func activate<C: RegisteredClient>(
    _ client: C, secretExpires: Timestamp? = nil, _ call: Call, _ once: KeyedRequest?
  ) async throws -> IssuedSecret {
    let id = client.sid.clientID
    call.note(subjectOf: client)
    do {
      let issued = try await secretManager.call(
        SecretsCreate(clientId: id, dateExpires: secretExpires), within: call, key: once?.key(of: id.text))
      call.note(issued.sid)
      guard try await activate(id, call) else { throw ServiceError.tookTooLong(id) }
      return issued
    } catch {
      // What can't be undone now, reconciliation undoes; the caller is to learn what went wrong first.
      try? await Call.step { try await undoCreation(of: client, call, once) }
      throw error
    }
  }

  /// False if the creation was undone meanwhile.
  private func activate(_ id: ClientID, _ call: Call) async throws -> Bool {
    try await store.change(.client(id)) { transaction in
      if try transaction.activate(id) { return true }
      call.noteNothingChanged()
      return try transaction.isCreated(id)
    }
  }

  /// Adds a client, which takes the name, pending as long as it needs a secret; or finds the one that the same request
  /// has added before.
  /// - Throws: `role_not_permitted`, `not_found`, `already_exists`; `conflict` unless the account is active;
  ///   `limit_exceeded` for a main key too many; what the request is refused with itself.
  private func reserve<Request: ClientCreation>(
    _ request: Request, _ call: Call
  ) async throws -> (Request.Registered, KeyedRequest?) {
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let caller = try await caller(of: call)
    let ownName = try await caller.ownName
    let sid = SID<Request.Registered.Kind>.random()
    let client: Request.Registered = try await store.change(.noApp, once: once) { transaction, client in
      guard try transaction.isCreated(client.sid.clientID) else { return false }
      // What is not finished is admitted like a new change: a right may have been taken away meanwhile.
      if try transaction.isPending(client.sid.clientID) {
        let principal = try Principal(caller, having: Request.permission, in: transaction)
        try transaction.requireActive(transaction.account(usedIn: request.accountSid, by: principal))
        try principal.requireRights(of: client)
      }
      return true
    } admit: { [catalogue] transaction in
      let principal = try Principal(caller, having: Request.permission, in: transaction)
      let account = try transaction.account(usedIn: request.accountSid, by: principal)
      let creator = Creator(
        name: principal.user?.friendlyName.text ?? ownName ?? "", sid: principal.user?.sid)
      let client = try request.client(sid, of: account.sid, by: creator, checkedAgainst: catalogue.current, at: now)
      try principal.requireRights(of: client)
      try transaction.requireActive(account)
      try transaction.requireFreeName(of: client)
      try transaction.requireRoom(for: client)
      return client
    } write: { transaction, client in
      try transaction.insert(client, as: client.usesSecret ? .pending : .active)
      return client
    }
    return (client, once)
  }

  /// Does nothing if the client is active after all. If reconciliation has removed it meanwhile, it is there again,
  /// abandoned, until the secret that came late is destroyed.
  private func undoCreation<C: RegisteredClient>(of client: C, _ call: Call, _ once: KeyedRequest?) async throws {
    let id = client.sid.clientID
    let isUndone = try await store.change(.client(id)) { transaction in
      try transaction.abandon(client)
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
