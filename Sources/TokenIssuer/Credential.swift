import Permissions
import WireProtocol

/// What an API request is made with, and found to be active: a token or an API key.
protocol Credential {
  /// As people call it.
  static var noun: String { get }

  var clientID: ClientID { get }
  var accountSid: AccountSID { get }
  /// The catalogue that it is decided about by.
  var known: KnownCatalogue { get }

  /// Whether it is for an API (R20).
  func isFor(_ api: ResourceIdentifier) -> Bool

  /// The permissions that it is worth, space-delimited; `nil` if there is none, or no list of them.
  var scopeText: String? { get }

  /// Why it does not have a permission; `nil` if it does (R12, R13).
  func refusal(of permission: String) -> String?
}

extension ActiveToken: Credential {
  static let noun = "token"

  var clientID: ClientID { .app(app.sid) }
  var accountSid: AccountSID { app.accountSid }
  var known: KnownCatalogue { app.policy.known }

  var scopeText: String? { scope.text.isEmpty ? nil : scope.text }

  func isFor(_ api: ResourceIdentifier) -> Bool { audience.has(api) }

  /// The app's policy must allow it now, and the granted scope hold it.
  func refusal(of permission: String) -> String? {
    guard app.policy.permissions.allows(permission) else { return "the app's policy does not allow \(permission)" }
    // A scope holds only what is for the token's audience, so what is known needs no other look (R20).
    guard scope.holds(permission) else {
      let api = known.api(of: permission)
      return isFor(api)
        ? "the token's scope does not hold \(permission)"
        : "the token is not for \(api.text), whose permission is \(permission)"
    }
    return nil
  }
}

extension KnownAPIKey: Credential {
  static let noun = "API key"

  var clientID: ClientID { .apiKey(sid) }
  var scopeText: String? { policy?.everythingAllowed }

  func isFor(_ api: ResourceIdentifier) -> Bool { true }

  func refusal(of permission: String) -> String? {
    guard let policy, !policy.permissions.allows(permission) else { return nil }
    return "the API key's policy does not allow \(permission)"
  }
}
