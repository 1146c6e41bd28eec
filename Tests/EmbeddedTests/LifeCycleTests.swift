import TestSupport
import Testing
import WireProtocol

extension SharedDaemonsTests {
  /// An app's life, through the real `oauthctl` and the real daemons.
  @Suite struct LifeCycleTests {
    private let daemons: Daemons

    init() throws {
      daemons = try #require(Daemons.shared)
    }

    private func token(_ app: AppSID, _ secret: Sensitive) async throws -> Sensitive {
      try await daemons.reply(TokenReply.self, "token", "issue", app.text, "--secret-file", "-", input: secret.revealed)
        .accessToken
    }

    private func isActive(_ token: Sensitive) async throws -> Bool {
      try await daemons.reply(Introspection.self, "token", "introspect", "-", input: token.revealed).claims != nil
    }

    private func createApp(in account: Account, as user: User) async throws -> CreatedApp {
      try await daemons.reply(
        CreatedApp.self, "app", "create", "Billing", "--account", account.sid.text, "--scope", Permission.list,
        "--scope", Permission.read,
        "--as", user.sid.text)
    }

    @Test("An account's developer creates an app; its token may do what the app may, in its account")
    func creation() async throws {
      let account = try await daemons.reply(Account.self, "account", "create", "Acme")
      let sub = try await daemons.reply(
        Account.self, "account", "create", "Acme Europe", "--parent", account.sid.text, "--type", "trial")
      let user = try await daemons.reply(User.self, "user", "create", "Dev")
      #expect(try await daemons.oauthctl("role", "grant", user.sid.text, account.sid.text, "developer").status == 0)
      let app = try await createApp(in: account, as: user)
      let issued = try await daemons.reply(
        TokenReply.self, "token", "issue", app.app.sid.text, "--secret-file", "-", input: app.secret?.revealed ?? "")
      #expect(issued.expiresIn == 3600)
      #expect(try await isActive(issued.accessToken))
      for (method, owner, status) in [("GET", account, 0), ("POST", account, 1), ("GET", sub, 1)]
        as [(String, Account, Int32)]
      {
        let url = "https://api.twilio.com/2010-04-01/Accounts/\(owner.sid)/Messages.json"
        let ending = try await daemons.oauthctl(
          "token", "authorize", "-", method, url, input: issued.accessToken.revealed)
        #expect(ending.status == status, "\(method) \(url): \(ending.output)")
      }
    }

    @Test(
      "R8, R9: rotated secrets work side by side, two at most; R6: without their creator; R7: until the app is deleted")
    func end() async throws {
      let account = try await daemons.reply(Account.self, "account", "create", "Rotating")
      let user = try await daemons.reply(User.self, "user", "create", "Owner")
      #expect(try await daemons.oauthctl("role", "grant", user.sid.text, account.sid.text, "owner").status == 0)
      let app = try await createApp(in: account, as: user)
      let sid = app.app.sid
      let second = try await daemons.reply(IssuedSecret.self, "secret", "rotate", sid.text, "--grace", "1d").secret
      let tokens = [try await token(sid, #require(app.secret)), try await token(sid, second)]
      let third = try await daemons.reply(IssuedSecret.self, "secret", "rotate", sid.text).secret
      let refused = try await daemons.oauthctl(
        "token", "issue", sid.text, "--secret-file", "-", input: app.secret?.revealed ?? "")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("invalid_client"))
      #expect(try await daemons.oauthctl("user", "delete", user.sid.text).status == 0)
      for token in tokens + [try await token(sid, third)] { #expect(try await isActive(token)) }
      #expect(try await daemons.oauthctl("app", "delete", sid.text).status == 0)
      for token in tokens { #expect(try await !isActive(token)) }
      #expect(try await daemons.oauthctl("app", "show", sid.text).errors.contains("not_found"))
    }
  }
}
