import Permissions
import WireProtocol

/// What an API request is made with, and found to be active: a token or an API key.
protocol Credential {
  /// As people call it.
  static var noun: String { get }

  var clientID: ClientID { get }
  var accountSid: AccountSID { get }

  /// Why it does not have a permission; `nil` if it does (R12, R13).
  func refusal(of permission: String) -> String?
}

extension ActiveToken: Credential {
  static let noun = "token"

  var clientID: ClientID { .app(app.sid) }
  var accountSid: AccountSID { app.accountSid }

  /// The app's policy must allow it now, and the granted scope hold it.
  func refusal(of permission: String) -> String? {
    guard app.policy.permissions.allows(permission) else { return "the app's policy does not allow \(permission)" }
    guard scope.holds(permission) else { return "the token's scope does not hold \(permission)" }
    return nil
  }
}

extension KnownAPIKey: Credential {
  static let noun = "API key"

  var clientID: ClientID { .apiKey(sid) }

  func refusal(of permission: String) -> String? {
    guard let policy, !policy.permissions.allows(permission) else { return nil }
    return "the API key's policy does not allow \(permission)"
  }
}
