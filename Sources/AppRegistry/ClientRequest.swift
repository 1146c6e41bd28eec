import WireProtocol

/// A request about an account's apps, or about its API keys.
protocol ClientRequest: Method {
  associatedtype Registered: RegisteredClient

  static var action: ClientAction { get }
}

/// What one does with clients, as the permissions name it.
enum ClientAction: String {
  case create, list, read, update, delete
}

extension ClientRequest {
  /// What a credential must have for it, in units/permissions. A role has all.
  static var permission: String { "\(Registered.permissions)/\(action.rawValue)" }
}

extension AppsListSecrets: ClientRequest {
  typealias Registered = App
  static let action = ClientAction.read
}
