import Permissions
import WireProtocol

// What a request says of an app's members is taken over here alone.

extension AppsCreate: ClientCreation {
  /// R1: the one region that is served.
  private static let servedRegion = "us1"

  /// Whether the app is to prove itself by a secret.
  var usesSecret: Bool { tokenEndpointAuthMethod?.usesSecret ?? true }

  func client(
    _ sid: AppSID, of account: AccountSID, by creator: Creator, checkedAgainst catalogue: Catalogue, at now: Timestamp
  ) throws(ServiceError) -> App {
    try requireServedRegion()
    try requireSensibleEnd(at: now)
    let keys = try checkedKeys(at: now).keys
    return App(
      sid: sid, accountSid: account, friendlyName: friendlyName,
      description: description ?? AppDescription(trusted: ""), status: .active, region: Self.servedRegion,
      policy: try policy.checked(against: catalogue), accessTokenTTL: accessTokenTTL ?? .standard,
      createdBy: creator.name, creatorSid: creator.sid, dateCreated: now, dateUpdated: now,
      tokenEndpointAuthMethod: tokenEndpointAuthMethod ?? .clientSecretBasic, keys: keys.isEmpty ? nil : keys,
      defaultScope: defaultScope ?? .names)
  }

  /// The keys that the app begins with.
  /// - Throws: `invalid_params` for keys that are not served, and for those without `private_key_jwt` or the reverse.
  private func checkedKeys(at now: Timestamp) throws(ServiceError) -> AppKeyring {
    let given = try jwks?.checked() ?? []
    guard given.isEmpty == usesSecret else {
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

  private func requireSensibleEnd(at now: Timestamp) throws(ServiceError) {
    guard usesSecret || secretExpires == nil else {
      throw ServiceError(
        .invalidParams, "secret_expires: an app that authenticates by its keys has no secret; leave it out",
        path: "secret_expires")
    }
    try secretExpires.requireFuture(now)
  }

  private func requireServedRegion() throws(ServiceError) {
    guard let region, region != Self.servedRegion else { return }
    throw ServiceError(
      .regionNotSupported,
      "region \(region.quoted) is not served; only \(Self.servedRegion) is, give that or leave it out", path: "region")
  }
}

extension AppsUpdate: ClientUpdate {
  func onlyTakesAway(from app: App) -> Bool {
    guard let policy = policy(replacing: app.policy), friendlyName == nil, description == nil, accessTokenTTL == nil,
      tokenEndpointAuthMethod == nil,
      defaultScope == nil
    else { return false }
    return policy.isWithin(app.policy)
  }

  /// A name and the form of a scope give nobody anything.
  func handsOnRights(of app: App) -> Bool {
    tokenEndpointAuthMethod != nil || accessTokenTTL?.value ?? 0 > app.accessTokenTTL.value
      || policy(replacing: app.policy)?.isWithin(app.policy) == false
  }

  func changed(_ app: App, checkedAgainst catalogue: Catalogue, at now: Timestamp) throws(ServiceError) -> App {
    if tokenEndpointAuthMethod == .privateKeyJWT { try app.requireActiveKey() }
    return App(
      sid: app.sid, accountSid: app.accountSid, friendlyName: friendlyName ?? app.friendlyName,
      description: description ?? app.description, status: app.status, region: app.region,
      policy: try checkedPolicy(against: catalogue, replacing: app.policy) ?? app.policy,
      accessTokenTTL: accessTokenTTL ?? app.accessTokenTTL, createdBy: app.createdBy, creatorSid: app.creatorSid,
      dateCreated: app.dateCreated, dateUpdated: now,
      tokenEndpointAuthMethod: tokenEndpointAuthMethod ?? app.tokenEndpointAuthMethod, keys: app.keys,
      defaultScope: defaultScope ?? app.defaultScope, tokenEpoch: app.tokenEpoch, dateLastUsed: app.dateLastUsed)
  }
}

extension App {
  /// The app with other keys.
  func changed(_ keys: AppKeyring, at now: Timestamp) -> App {
    App(
      sid: sid, accountSid: accountSid, friendlyName: friendlyName, description: description, status: status,
      region: region, policy: policy, accessTokenTTL: accessTokenTTL, createdBy: createdBy, creatorSid: creatorSid,
      dateCreated: dateCreated, dateUpdated: now, tokenEndpointAuthMethod: tokenEndpointAuthMethod,
      keys: keys.keys.isEmpty ? nil : keys.keys, defaultScope: defaultScope, tokenEpoch: tokenEpoch,
      dateLastUsed: dateLastUsed)
  }

  /// - Throws: `conflict` unless the app has a key to authenticate by.
  fileprivate func requireActiveKey() throws(ServiceError) {
    guard AppKeyring(keys ?? []).active.isEmpty else { return }
    throw ServiceError(
      .conflict, "app \(sid) has no key to authenticate by; apps.add_key adds one", path: "token_endpoint_auth_method")
  }
}
