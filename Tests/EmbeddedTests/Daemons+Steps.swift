import RPC
import Testing
import WireProtocol

/// Permissions of the catalogue that the tests name.
enum Permission {
  static let list = "/twilio/messaging/messages/list"
  static let read = "/twilio/messaging/messages/read"
  static let create = "/twilio/messaging/messages/create"
}

extension Daemons {
  /// An account with an app, made through the sockets.
  func makeApp(_ name: String = "Billing") async throws -> CreatedApp {
    let registry = client(of: .appRegistry)
    let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName(name)))
    return try await registry.call(
      AppsCreate(
        accountSid: account.sid, friendlyName: FriendlyName(name),
        policy: Policy(allow: [Permission.list, Permission.read])))
  }

  func issueToken(_ app: CreatedApp) async throws -> Sensitive {
    try await client(of: .tokenIssuer).call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret)).accessToken
  }

  /// Expects a token to be active, and the app to get another that is.
  func expectService(_ app: CreatedApp, _ token: Sensitive, sourceLocation: SourceLocation = #_sourceLocation)
    async throws
  {
    for token in [token, try await issueToken(app)] {
      let claims = try await client(of: .tokenIssuer).call(TokensIntrospect(token: token)).claims
      #expect(claims?.clientId == app.app.sid, sourceLocation: sourceLocation)
    }
  }
}
