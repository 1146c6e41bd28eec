import RPC
import Testing
import WireProtocol

/// An account with an app that may do everything with messages, made by root.
struct Scene: Sendable {
  let account: Account
  let app: App
  let secret: Sensitive

  static let scope = "/twilio/messaging/messages/*"

  init(_ name: String = "Acme") async throws {
    account = try await Login.root.ask(Account.self, "account", "create", name)
    let created = try await Login.root.ask(
      CreatedApp.self, "app", "create", "Billing", "--account", account.sid.text, "--scope", Self.scope)
    app = created.app
    secret = try #require(created.secret)
  }

  /// A token of the app for whoever asks.
  func issue(as login: Login = .root, secret other: Sensitive? = nil) async throws -> TokenReply {
    try await login.ask(
      TokenReply.self, "token", "issue", app.sid.text, "--secret-file", "-", input: (other ?? secret).revealed)
  }

  /// Whether a token is active.
  func isActive(_ token: TokenReply) async throws -> Bool {
    try await Login.root.ask(Introspection.self, "token", "introspect", "-", input: token.accessToken.revealed).claims
      != nil
  }

  /// A request that the app's tokens may make.
  var request: String { "https://api.twilio.com/2010-04-01/Accounts/\(account.sid)/Messages.json" }
}
