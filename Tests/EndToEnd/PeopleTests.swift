import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("People") struct People {
    @Test("R3: a Developer creates apps in the account of the role and in no other")
    func developer() async throws {
      let scene = try await Scene()
      let other = try await Login.root.ask(Account.self, "account", "create", "Other")
      let user = try await employ(.developer, as: .developer, in: scene.account)

      let created = try await Login.developer.ask(
        CreatedApp.self, "app", "create", "Mine", "--account", scene.account.sid.text, "--scope", Scene.scope)
      #expect(created.app.creatorSid == user.sid)
      let refused = try await Login.developer.oauthctl(
        "app", "create", "Theirs", "--account", other.sid.text, "--scope", Scene.scope)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("not_found"))
      let accounts = try await Login.developer.ask(Page<Account>.self, "account", "list")
      #expect(accounts.items.map(\.sid) == [scene.account.sid])
    }

    @Test("R3: Support gets role_not_permitted for whatever concerns apps")
    func support() async throws {
      let scene = try await Scene()
      try await employ(.support, as: .support, in: scene.account)
      let app = scene.app.sid.text
      let commands = [
        ["app", "create", "Mine", "--account", scene.account.sid.text, "--scope", Scene.scope],
        ["app", "list", "--account", scene.account.sid.text], ["app", "show", app],
        ["app", "update", app, "--name", "Mine"],
        ["app", "delete", app], ["secret", "rotate", app], ["secret", "list", app],
      ]
      for command in commands {
        let refused = try await Login.support.run(["oauthctl"] + command)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("role_not_permitted"), "\(command): \(refused.errors)")
      }
      #expect(try await scene.isActive(scene.issue()))
    }

    @Test("R6: the creator deleted, and the login gone from the host, the app goes on")
    func creatorGone() async throws {
      let scene = try await Scene()
      let user = try await employ(.developer, as: .developer, in: scene.account)
      let created = try await Login.developer.ask(
        CreatedApp.self, "app", "create", "Mine", "--account", scene.account.sid.text, "--scope", Scene.scope)
      try await Command("oauthctl", "user", "delete", user.sid.text).output()
      try await Command("userdel", Login.developer.name).output()

      let outcome = try await Login.root.oauthctl(
        "token", "issue", created.app.sid.text, "--secret-file", "-", input: created.secret?.revealed ?? "")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test("--as acts for a user where an operator asks, and is refused to everybody else")
    func actingUser() async throws {
      let scene = try await Scene()
      let user = try await employ(.developer, as: .developer, in: scene.account)
      try await Login.administrator.enrol()
      let created = try await Login.administrator.ask(
        CreatedApp.self, "app", "create", "Hers", "--account", scene.account.sid.text, "--scope", Scene.scope, "--as",
        "ada")
      #expect(created.app.creatorSid == user.sid)
      let tooMuch = try await Login.administrator.oauthctl("account", "create", "Other", "--as", "ada")
      #expect(tooMuch.errors.contains("access_denied"))

      try await Login.stranger.enrol()
      for login in [Login.stranger, .developer] {
        let refused = try await login.oauthctl("app", "list", "--account", scene.account.sid.text, "--as", "ada")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("only operators may act for another user"))
      }
    }

    /// Makes the login on this host and the user it is in the suite, and grants a role.
    @discardableResult
    private func employ(_ login: Login, as role: Role, in account: Account) async throws -> User {
      try await login.enrol()
      let user = try await Login.root.ask(User.self, "user", "create", login.name, "--unix-user", login.name)
      try await Command("oauthctl", "role", "grant", user.sid.text, account.sid.text, role.rawValue).output()
      return user
    }
  }
}
