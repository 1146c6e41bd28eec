import Permissions
import WireProtocol

/// A request to change a client.
protocol ClientChange: ClientRequest {
  associatedtype Registered

  var sid: SID<Registered.Kind> { get }

  /// Whether it takes rights away, and neither gives nor alters any. Such a change works whatever has become of the
  /// client's account (R16).
  func onlyTakesAway(from client: Registered) -> Bool

  /// Whether the caller gets, or may pass on, what the client may do.
  func handsOnRights(of client: Registered) -> Bool

  /// - Throws: `invalid_params` for what makes no sense at this time.
  func check(at now: Timestamp) throws
}

extension ClientChange {
  static var action: ClientAction { .update }

  func handsOnRights(of client: Registered) -> Bool { !onlyTakesAway(from: client) }

  func check(at now: Timestamp) {}
}

/// A request to change what is shown of a client.
protocol ClientUpdate: ClientChange where Reply == Registered {
  /// A whole policy, or else lists of one.
  var policy: Policy? { get }
  var allow: [String]? { get }
  var deny: [String]? { get }

  /// The client with what the request gives.
  /// - Throws: `invalid_params`, `invalid_scope`, `limit_exceeded`.
  func changed(
    _ client: Registered, checkedAgainst catalogue: Catalogue, at now: Timestamp
  ) throws(ServiceError) -> Registered
}

extension ClientUpdate {
  /// The policy that is asked for in place of another; `nil` where that stays.
  func policy(replacing former: Policy?) -> Policy? {
    guard allow != nil || deny != nil else { return policy }
    return Policy(allow: allow ?? former?.allow ?? [], deny: deny ?? former?.deny ?? [])
  }

  /// - Throws: `invalid_params` for a policy beside lists of one; as ``Policy/checked(against:replacing:)``.
  func checkedPolicy(against catalogue: Catalogue, replacing former: Policy?) throws(ServiceError) -> Policy? {
    guard policy == nil || allow == nil && deny == nil else {
      throw ServiceError(
        .invalidParams, "policy: give the whole policy, or allow and deny for lists of it, not both", path: "policy")
    }
    return try policy(replacing: former)?.checked(
      against: catalogue, replacing: former, at: policy == nil ? "" : "policy.")
  }
}

extension AppsDelete: ClientChange {
  static let action = ClientAction.delete
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension APIKeysDelete: ClientChange {
  static let action = ClientAction.delete
  func onlyTakesAway(from key: APIKey) -> Bool { true }
}

extension AppsRevokeSecret: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

/// A request to replace a client's secret.
protocol SecretRotation: ClientChange where Reply == IssuedSecret {
  var gracePeriod: GracePeriod? { get }
  /// From when on the new secret does not work; `nil`: it has no end of its own.
  var secretExpires: Timestamp? { get }
  /// Whether the client may never have had a secret.
  static var mayBeFirst: Bool { get }
}

extension SecretRotation {
  /// Without grace it ends all that there is, and the secret that it makes does not work before the account does.
  func onlyTakesAway(from client: Registered) -> Bool { gracePeriod?.value == 0 }

  /// Whoever asks for it learns the new secret.
  func handsOnRights(of client: Registered) -> Bool { true }

  func check(at now: Timestamp) throws { try secretExpires.requireFuture(now) }
}

extension AppsRotateSecret: SecretRotation {
  typealias Registered = App
  /// An app that was created with keys has none.
  static let mayBeFirst = true
}

extension APIKeysRotateSecret: SecretRotation {
  typealias Registered = APIKey
  static let mayBeFirst = false
  var secretExpires: Timestamp? { nil }
}

extension AppsSetKeys: ClientChange {
  func onlyTakesAway(from app: App) -> Bool {
    guard let given = try? jwks.checked() else { return false }
    return AppKeyring(app.keys ?? []).holds(given)
  }
}

extension AppsAddKey: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { false }
}

extension AppsRemoveKey: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension AppsDisable: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension AppsEnable: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { false }
}

extension AppsRevokeTokens: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}
