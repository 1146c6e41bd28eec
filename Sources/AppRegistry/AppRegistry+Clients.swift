import Permissions
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var appRoutes: [Route] {
    appMethods.serve(
      AppsCreate.served(by: createApp), AppsGet.served(by: show), AppsList.served(by: list),
      AppsUpdate.served(by: update), AppsDelete.served(by: delete), AppsRotateSecret.served(by: rotateSecret),
      AppsListSecrets.served(by: listSecrets), AppsRevokeSecret.served(by: revokeSecret),
      AppsSetKeys.served(by: setKeys), AppsAddKey.served(by: addKey), AppsRemoveKey.served(by: removeKey),
      AppsEnable.served(by: enableApp), AppsDisable.served(by: disableApp), AppsRevokeTokens.served(by: revokeTokens))
  }

  var apiKeyRoutes: [Route] {
    apiKeyMethods.serve(
      APIKeysCreate.served(by: createKey), APIKeysGet.served(by: show), APIKeysList.served(by: list),
      APIKeysUpdate.served(by: update), APIKeysDelete.served(by: delete),
      APIKeysRotateSecret.served(by: rotateSecret))
  }

  private func show<Request: ClientLookup>(_ request: Request, _ call: Call) async throws -> Request.Reply {
    let caller = try await caller(of: call)
    return try await store.read { [tokenSize, catalogue] transaction in
      let principal = try Principal(caller, having: Request.permission, in: transaction)
      let any: Request.Reply? = if case .tokenIssuer = principal { try transaction.client(request.sid) } else { nil }
      return try (any ?? transaction.client(request.sid, for: principal)).told(tokenSize, by: catalogue.current)
    }
  }

  private func list<Request: ClientListing>(_ request: Request, _ call: Call) async throws -> Page<Request.Registered> {
    let caller = try await caller(of: call)
    return try await store.read { [tokenSize, catalogue] transaction in
      let principal = try Principal(caller, having: Request.permission, in: transaction)
      let current = catalogue.current
      let selection = try transaction.selection(of: request, for: principal, current)
      let cursor = try transaction.cursor(size: request.pageSize, token: request.pageToken, of: selection.list)
      let page = try transaction.clients(selection, cursor)
      return Page(page.items.map { $0.told(tokenSize, by: current) }, nextPageToken: page.nextPageToken)
    }
  }

  /// - Throws: As ``create(_:_:)`` for what is given; `not_found`.
  private func update<Request: ClientUpdate>(_ request: Request, _ call: Call) async throws -> Request.Registered {
    let caller = try await caller(of: call)
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let changed = try await store.change(.client(request.sid.clientID), once: once) { [catalogue] transaction in
      let changed = try transaction.client(for: request, by: caller) { client in
        call.note(before: client)
        return try request.changed(client, checkedAgainst: catalogue.current, at: now)
      }
      try transaction.requireFreeName(of: changed)
      return changed
    } write: { transaction, changed in
      try transaction.update(changed)
      return changed
    }
    return changed.told(tokenSize, by: catalogue.current)
  }
}
