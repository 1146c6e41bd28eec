import Coherence
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func getApp(_ request: AppsGet, _ call: Call) throws -> App {
    try store.read { database in
      let principal = try Principal(of: call, in: database)
      if case .service = principal, let app = try database.app(request.sid) { return app }
      return try database.app(request.sid, for: principal)
    }
  }

  func listApps(_ request: AppsList, _ call: Call) throws -> Page<App> {
    let cursor = try PageCursor(size: request.pageSize, token: request.pageToken)
    return try store.read { database in
      let principal = try Principal(of: call, in: database)
      let account = try database.account(request.accountSid)
      try principal.require(.useApps, in: account, database)
      return try database.apps(of: account.sid, cursor)
    }
  }

  /// - Throws: As ``createApp(_:_:)`` for what is given; `not_found`.
  func updateApp(_ request: AppsUpdate, _ call: Call) async throws -> App {
    try await store.write(changing: .app(request.sid)) { database in
      let app = try database.changeableApp(request.sid, for: call)
      let changed = app.changed(by: request, policy: try request.policy?.checked(against: catalogue), clock())
      try database.requireFreeAppName(changed.friendlyName, in: app.accountSid, except: app.sid)
      try database.update(changed)
      return changed
    }
  }
}

extension App {
  fileprivate func changed(by request: AppsUpdate, policy: Policy?, _ now: Timestamp) -> App {
    App(
      sid: sid, accountSid: accountSid, friendlyName: request.friendlyName ?? friendlyName,
      description: request.description ?? description, status: status, region: region, policy: policy ?? self.policy,
      accessTokenTTL: request.accessTokenTTL ?? accessTokenTTL, createdBy: createdBy, creatorSid: creatorSid,
      dateCreated: dateCreated, dateUpdated: now)
  }
}
