import Permissions
import WireProtocol

/// A request to change a client.
protocol ClientChange: Method {
  associatedtype Registered: RegisteredClient

  var sid: SID<Registered.Kind> { get }

  /// Whether it takes rights away, and neither gives nor alters any. Such a change works whatever has become of the
  /// client's account (R16).
  func onlyTakesAway(from client: Registered) -> Bool
}

/// A request to change what is shown of a client.
protocol ClientUpdate: ClientChange where Reply == Registered {
  /// The client with what the request gives.
  /// - Throws: `invalid_params`, `invalid_scope`, `limit_exceeded`.
  func changed(
    _ client: Registered, checkedAgainst catalogue: Catalogue, at now: Timestamp
  ) throws(ServiceError) -> Registered
}

extension AppsDelete: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

extension APIKeysDelete: ClientChange {
  func onlyTakesAway(from key: APIKey) -> Bool { true }
}

extension AppsRevokeSecret: ClientChange {
  func onlyTakesAway(from app: App) -> Bool { true }
}

/// A request to replace a client's secret.
protocol SecretRotation: ClientChange where Reply == IssuedSecret {
  var gracePeriod: GracePeriod? { get }
}

extension SecretRotation {
  /// Without grace it ends all that there is, and the secret that it makes does not work before the account does.
  func onlyTakesAway(from client: Registered) -> Bool { gracePeriod?.value == 0 }
}

extension AppsRotateSecret: SecretRotation {
  typealias Registered = App
}

extension APIKeysRotateSecret: SecretRotation {
  typealias Registered = APIKey
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
