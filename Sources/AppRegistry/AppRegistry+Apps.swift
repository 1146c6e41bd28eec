import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var appRoutes: [Route] {
    appMethods.serve(
      AppsCreate.served(by: createApp), AppsGet.served(by: getApp), AppsList.served(by: listApps),
      AppsUpdate.served(by: updateApp), AppsDelete.served(by: deleteApp), AppsRotateSecret.served(by: rotateSecret),
      AppsListSecrets.served(by: listSecrets), AppsRevokeSecret.served(by: revokeSecret),
      AppsEnable.served(by: enableApp),
      AppsDisable.served(by: disableApp), AppsRevokeTokens.served(by: revokeTokens))
  }

  func getApp(_ request: AppsGet, _ call: Call) async throws -> App {
    let caller = try await Caller(call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      if case .service = principal, let app = try transaction.app(request.sid) { return app }
      return try transaction.app(request.sid, for: principal)
    }
  }

  func listApps(_ request: AppsList, _ call: Call) async throws -> Page<App> {
    let caller = try await Caller(call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(request.accountSid, for: principal, to: .useApps)
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: "\(AppsList.name) \(account.sid)")
      return try transaction.apps(of: account.sid, cursor)
    }
  }

  /// - Throws: As ``createApp(_:_:)`` for what is given; `not_found`.
  func updateApp(_ request: AppsUpdate, _ call: Call) async throws -> App {
    let caller = try await Caller(call)
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    return try await store.change(.app(request.sid), once: once) { [catalogue] transaction in
      let app = try transaction.app(for: request, by: caller)
      let changed = app.changed(by: request, policy: try request.policy?.checked(against: catalogue), at: now)
      try transaction.requireFreeAppName(changed.friendlyName, in: app.accountSid, except: app.sid)
      return changed
    } write: { transaction, changed in
      try transaction.update(changed)
      return changed
    }
  }
}
