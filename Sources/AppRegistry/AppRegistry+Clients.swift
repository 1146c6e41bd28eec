import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var appRoutes: [Route] {
    appMethods.serve(
      AppsCreate.served(by: createApp), AppsGet.served(by: show), AppsList.served(by: list),
      AppsUpdate.served(by: update), AppsDelete.served(by: delete), AppsRotateSecret.served(by: rotateSecret),
      AppsListSecrets.served(by: listSecrets), AppsRevokeSecret.served(by: revokeSecret),
      AppsSetKeys.served(by: setKeys), AppsAddKey.served(by: addKey), AppsRemoveKey.served(by: removeKey))
  }

  var apiKeyRoutes: [Route] {
    apiKeyMethods.serve(
      APIKeysCreate.served(by: createKey), APIKeysGet.served(by: show), APIKeysList.served(by: list),
      APIKeysUpdate.served(by: update), APIKeysDelete.served(by: delete),
      APIKeysRotateSecret.served(by: rotateSecret))
  }

  private func show<Request: ClientLookup>(_ request: Request, _ call: Call) async throws -> Request.Reply {
    let caller = try await Caller(call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      if case .service = principal, let client: Request.Reply = try transaction.client(request.sid) { return client }
      return try transaction.client(request.sid, for: principal)
    }
  }

  private func list<Request: ClientListing>(_ request: Request, _ call: Call) async throws -> Page<Request.Item> {
    let caller = try await Caller(call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(request.accountSid, for: principal, to: .useApps)
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: "\(Request.name) \(account.sid)")
      return try transaction.clients(of: account.sid, cursor)
    }
  }

  /// - Throws: As ``create(_:_:)`` for what is given; `not_found`.
  private func update<Request: ClientUpdate>(_ request: Request, _ call: Call) async throws -> Request.Registered {
    let caller = try await Caller(call)
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    return try await store.change(.client(request.sid.clientID), once: once) { [catalogue] transaction in
      let client = try transaction.client(for: request, by: caller)
      let changed = try request.changed(client, checkedAgainst: catalogue, at: now)
      try transaction.requireFreeName(of: changed)
      return changed
    } write: { transaction, changed in
      try transaction.update(changed)
      return changed
    }
  }
}
