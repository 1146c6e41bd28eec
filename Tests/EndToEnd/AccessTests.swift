import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Access") struct Access {
    @Test(
      "Members of oauth-admin manage; everybody else gets access_denied",
      arguments: [Login.stranger, .inspector, .developer])
    func administrators(other: Login) async throws {
      try await Login.administrator.enrol()
      try await other.enrol()
      let account = try await Login.administrator.ask(Account.self, "account", "create", "Acme")
      #expect(account.friendlyName.text == "Acme")

      let denied = try await other.oauthctl("account", "create", "Intruder")
      #expect(denied.status == 1)
      #expect(denied.errors.contains("access_denied"))
      let accounts = try await Login.administrator.ask(Page<Account>.self, "account", "list")
      #expect(accounts.items.map(\.friendlyName.text) == ["Acme"])
    }

    @Test("A stranger gets a token with a valid secret, not with a wrong one, and may not introspect")
    func stranger() async throws {
      try await Login.stranger.enrol()
      let scene = try await Scene()
      let token = try await scene.issue(as: .stranger)
      #expect(try await scene.isActive(token))

      let wrong = try await Login.stranger.oauthctl(
        "token", "issue", scene.app.sid.text, "--secret-file", "-", input: "wrong")
      #expect(wrong.status == 1)
      #expect(wrong.errors.contains("invalid_client"))
      for question in [["introspect", "-"], ["authorize", "-", "GET", scene.request]] {
        let denied = try await Login.stranger.run(["oauthctl", "token"] + question, input: token.accessToken.revealed)
        #expect(denied.status == 1)
        #expect(denied.errors.contains("access_denied"))
      }
    }

    @Test("A member of oauth-inspect introspects and authorizes, but manages nothing")
    func inspector() async throws {
      let login = Login.inspector
      try await login.enrol()
      let scene = try await Scene()
      let token = try await scene.issue().accessToken.revealed
      let told = try await login.ask(Introspection.self, "token", "introspect", "-", input: token)
      #expect(told.claims?.clientId == scene.app.sid)
      let answer = try await login.ask(
        Authorization.self, "token", "authorize", "-", "GET", scene.request, input: token)
      #expect(answer.allowed)

      for command in [
        ["app", "delete", scene.app.sid.text], ["secret", "rotate", scene.app.sid.text], ["user", "list"],
      ] {
        let denied = try await login.run(["oauthctl"] + command)
        #expect(denied.status == 1)
        #expect(denied.errors.contains(#/access_denied|role_not_permitted/#), "\(denied.errors)")
      }
      #expect(try await scene.isActive(scene.issue()))
    }

    @Test(
      "Nobody but the registry and the issuer can connect to the secret manager",
      arguments: [Login.stranger, .inspector, .administrator])
    func secretManager(login: Login) async throws {
      try await login.enrol()
      let denied = try await login.oauthctl("call", "secret-manager", "service.status")
      #expect(denied.status == 69)
      #expect(denied.errors.contains("may not connect to /run/oauth-apps/secret-manager.sock"), "\(denied.errors)")
      #expect(try await ServiceName.secretManager.unit().state == "inactive")
      for daemon in [ServiceName.appRegistry, .tokenIssuer] {
        let status = try await Login.daemon(daemon).ask(ServiceStatus.self, "call", "secret-manager", "service.status")
        #expect(status.service == .secretManager)
      }
    }

    @Test("root can connect to the secret manager, but its methods are for the registry and the issuer alone")
    func secretManagerMethods() async throws {
      let scene = try await Scene()
      let params = #"{"client_id":"\#(scene.app.sid)"}"#
      let denied = try await Login.root.oauthctl("call", "secret-manager", "secrets.list", params)
      #expect(denied.status == 1)
      #expect(denied.errors.contains("access_denied"))
      let listed = try await Login.daemon(.appRegistry).ask(
        Page<Secret>.self, "call", "secret-manager", "secrets.list", params)
      #expect(listed.items.count == 1)
      let refused = try await Login.daemon(.tokenIssuer).oauthctl("call", "secret-manager", "secrets.destroy", params)
      #expect(refused.errors.contains("access_denied"))
    }
  }
}
