import RPC
import Storage
import WireProtocol

// ``AppState`` draws the steps.
extension AppRegistry {
  /// R1: the one region that is served.
  static let region = "us1"

  /// Sent again, it goes on where the first attempt was cut short, at whatever instance (R19).
  /// - Throws: `role_not_permitted`, `not_found`, `region_not_supported`, `invalid_scope`, `limit_exceeded`,
  ///   `already_exists`; `conflict` unless the account is active; what the secret manager refuses with. Then there is
  ///   no app.
  func createApp(_ request: AppsCreate, _ call: Call) async throws -> CreatedApp {
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let app = try await reserve(request, call, once, at: now)
    guard app.tokenEndpointAuthMethod.usesSecret else { return CreatedApp(app: app) }
    do {
      let issued = try await secretManager.call(
        SecretsCreate(clientId: app.sid), within: call, key: once?.key(of: app.sid.text))
      guard try await store.change(.app(app.sid), write: { try $0.activate(app.sid) }) else {
        throw ServiceError.tookTooLong
      }
      return CreatedApp(app: app, secret: issued.secret, secretSid: issued.sid)
    } catch {
      // What can't be undone now, reconciliation undoes; the caller is to learn what went wrong first.
      try? await undoCreation(of: app.sid, call, once)
      throw error
    }
  }

  /// Adds an app, which takes the name, pending as long as it needs a secret; or finds the one that the same request
  /// has added before.
  private func reserve(
    _ request: AppsCreate, _ call: Call, _ once: KeyedRequest?, at now: Timestamp
  ) async throws -> App {
    let keys = try request.checkedKeys(at: now)
    let caller = try await Caller(call)
    let operatorName = try await caller.operatorName
    let sid = AppSID.random()
    return try await store.change(.noApp, once: once) { transaction, app in
      guard try transaction.isCreated(app.sid) else { return false }
      // What is not finished is admitted like a new change: a right may have been taken away meanwhile.
      if try transaction.isPending(app.sid) {
        let principal = try Principal(caller, in: transaction)
        try transaction.requireActive(transaction.account(request.accountSid, for: principal, to: .useApps))
      }
      return true
    } admit: { [catalogue] transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(request.accountSid, for: principal, to: .useApps)
      try Self.requireServedRegion(request.region)
      let creator = principal.user
      let app = App(
        request, sid: sid, region: Self.region, policy: try request.policy.checked(against: catalogue), keys: keys,
        createdBy: creator?.friendlyName.text ?? operatorName ?? "", creatorSid: creator?.sid, at: now)
      try transaction.requireActive(account)
      try transaction.requireFreeAppName(app.friendlyName, in: account.sid)
      return app
    } write: { transaction, app in
      try transaction.insert(app, as: app.tokenEndpointAuthMethod.usesSecret ? .pending : .active)
      return app
    }
  }

  private static func requireServedRegion(_ requested: String?) throws(ServiceError) {
    guard let requested, requested != region else { return }
    throw ServiceError(
      .regionNotSupported, "region \(requested.quoted) is not served; only \(region) is, give that or leave it out",
      path: "region")
  }

  /// Does nothing if the app is active after all.
  private func undoCreation(of sid: AppSID, _ call: Call, _ once: KeyedRequest?) async throws {
    let isUndone = try await store.change(.app(sid)) { transaction in
      try transaction.abandon(sid)
      guard try !transaction.isCreated(sid) else { return false }
      if let once, let app: App = try transaction.keptReply(to: once), app.sid == sid {
        try transaction.forgetReply(to: once)
      }
      return true
    }
    guard isUndone else { return }
    try await finishRemoval(of: sid, within: call)
  }
}

extension AppsCreate {
  /// The keys that the app begins with.
  /// - Throws: `invalid_params` for keys that are not served, and for those without `private_key_jwt` or the reverse.
  fileprivate func checkedKeys(at now: Timestamp) throws(ServiceError) -> AppKeyring {
    let given = try jwks?.checked() ?? []
    guard given.isEmpty == tokenEndpointAuthMethod?.usesSecret ?? true else {
      throw given.isEmpty
        ? ServiceError(
          .invalidParams, "jwks: private_key_jwt takes at least one key; give its public half", path: "jwks")
        : ServiceError(
          .invalidParams, "token_endpoint_auth_method: with jwks it is private_key_jwt; say so, or leave jwks out",
          path: "token_endpoint_auth_method")
    }
    var keys = AppKeyring()
    try keys.replace(by: given, isCompromised: false, at: now)
    return keys
  }
}

extension ServiceError {
  fileprivate static var tookTooLong: ServiceError {
    ServiceError(
      .unavailable, "making the app's secret took so long that the creation was undone; create the app again",
      service: ServiceName.secretManager.rawValue)
  }
}
