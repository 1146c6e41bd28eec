import WireProtocol

/// A request to change an app.
protocol AppChange: Sendable {
  var sid: AppSID { get }

  /// Whether it takes rights away, and neither gives nor alters any. Such a change works whatever has become of the
  /// app's account (R16).
  func onlyTakesAway(from app: App) -> Bool

  /// - Throws: `invalid_params` for what makes no sense at this time.
  func check(at now: Timestamp) throws
}

extension AppChange {
  func check(at now: Timestamp) {}
}

extension AppsDelete: AppChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension AppsRevokeSecret: AppChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension AppsRotateSecret: AppChange {
  /// Without grace it ends all that there is, and the secret that it makes does not work before the account does.
  func onlyTakesAway(from app: App) -> Bool { gracePeriod?.value == 0 }

  func check(at now: Timestamp) throws { try secretExpires.requireFuture(now) }
}

extension AppsDisable: AppChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension AppsEnable: AppChange {
  func onlyTakesAway(from app: App) -> Bool { false }
}

extension AppsRevokeTokens: AppChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension AppsUpdate: AppChange {
  func onlyTakesAway(from app: App) -> Bool {
    guard let policy, friendlyName == nil, description == nil, accessTokenTTL == nil else { return false }
    return policy.isWithin(app.policy)
  }
}
