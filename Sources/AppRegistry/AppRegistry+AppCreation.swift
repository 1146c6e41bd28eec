import Coherence
import Storage
import WireProtocol

// ``AppState`` draws the steps.
extension AppRegistry {
  /// R1: the one region that is served.
  static let region = "us1"

  /// - Throws: `role_not_permitted`, `not_found`, `region_not_supported`, `invalid_scope`, `limit_exceeded`,
  ///   `already_exists`; `conflict` unless the account is active; what the secret manager refuses with. Then there is
  ///   no app.
  func createApp(_ request: AppsCreate, _ call: Call) async throws -> CreatedApp {
    let app = try await reserve(request, call)
    do {
      let issued = try await secretManager.call(SecretsCreate(clientId: app.sid), within: call)
      guard try await store.write(changing: .app(app.sid), { try $0.activate(app.sid) }) else {
        throw ServiceError.tookTooLong
      }
      return CreatedApp(app: app, secret: issued.secret, secretSid: issued.sid)
    } catch {
      // What can't be undone now, reconciliation undoes; the caller is to learn what went wrong first.
      try? await undoCreation(of: app.sid, call)
      throw error
    }
  }

  /// Adds a pending app, which takes the name.
  private func reserve(_ request: AppsCreate, _ call: Call) async throws -> App {
    try await store.write(changing: .noApp) { database in
      let principal = try Principal(of: call, in: database)
      let account = try database.account(request.accountSid)
      try principal.require(.useApps, in: account, database)
      let app = try pendingApp(request, by: principal)
      try database.requireActive(account)
      try database.requireFreeAppName(app.friendlyName, in: account.sid)
      try database.insert(app)
      return app
    }
  }

  private func pendingApp(_ request: AppsCreate, by principal: Principal) throws -> App {
    if let region = request.region, region != Self.region {
      throw ServiceError(
        .regionNotSupported, "region \(region.quoted) is not served; only \(Self.region) is, give that or leave it out",
        path: "region")
    }
    let now = clock()
    return App(
      sid: .random(), accountSid: request.accountSid, friendlyName: request.friendlyName,
      description: request.description ?? AppDescription(trusted: ""), status: .active, region: Self.region,
      policy: try request.policy.checked(against: catalogue), accessTokenTTL: request.accessTokenTTL ?? .standard,
      createdBy: principal.name, creatorSid: principal.userSid, dateCreated: now, dateUpdated: now)
  }

  /// Does nothing if the app is active after all.
  private func undoCreation(of sid: AppSID, _ call: Call) async throws {
    let isActive = try await store.write(changing: .app(sid)) { database in
      try database.abandon(sid)
      return try database.app(sid) != nil
    }
    guard !isActive else { return }
    try await finishRemoval(of: sid, within: call)
  }
}

extension Principal {
  /// As an app keeps it: an operator's is the login name, or `uid` and a number where there is none.
  fileprivate var name: String {
    switch self {
    case .operator(let peer): peer.loginName() ?? "uid \(peer.userID)"
    case .service: "a service"
    case .person(let user): user.friendlyName.text
    }
  }

  fileprivate var userSid: UserSID? {
    guard case .person(let user) = self else { return nil }
    return user.sid
  }
}

extension ServiceError {
  fileprivate static var tookTooLong: ServiceError {
    ServiceError(
      .unavailable, "making the app's secret took so long that the creation was undone; create the app again",
      service: ServiceName.secretManager.rawValue)
  }
}
