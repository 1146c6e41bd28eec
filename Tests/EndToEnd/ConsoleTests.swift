import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Console") struct Console {
    private static let sockets = ServiceName.console.socketUnits
    private static let console = Login.daemon(.console)

    /// Signs a user of the host in.
    private func signIn(_ login: Login, _ arguments: String...) async throws -> OpenedSession {
      let link: SessionLink = try await login.run(["oauthctl", "console", "--json"] + arguments).reply()
      return try await Self.console.ask(SessionsRedeem(linkCode: link.linkCode), Meta()).get()
    }

    private func refusal<M: Method>(_ method: M, _ session: Sensitive?, as login: Login = console) async throws
      -> String?
    {
      switch try await login.ask(method, Meta(session: session)) {
      case .success: nil
      case .failure(let error): error.code.symbol
      }
    }

    @Test("It is off until somebody wants it, told so, and switched on by one command, also for the next boot")
    func off() async throws {
      try await Command("systemctl", "--quiet", "disable", "oauth-console-http.socket").output()
      for socket in Self.sockets { try await socket.stop() }
      let status = try await Login.root.oauthctl("status")
      #expect(status.status == 0)
      #expect(status.output.contains(#/console +off /#))
      let refused = try await Login.root.oauthctl("console")
      #expect(refused.status == 69)
      #expect(refused.errors.contains("sudo systemctl enable --now oauth-console-http.socket"))
      try await Command("systemctl", "restart", "oauth-apps.target").output()
      try await TestHost.awaitJobs()
      for socket in Self.sockets { #expect(try await socket.state == "inactive") }

      try await Command("systemctl", "--quiet", "enable", "--now", "oauth-console-http.socket").output()
      for socket in Self.sockets {
        #expect(try await socket.state == "active")
        #expect(try await socket.property("WantedBy").contains("oauth-apps.target"))
      }
      #expect(try await Login.root.oauthctl("status").output.contains(#/console +healthy /#))
    }

    @Test("Switched off by one command it is off for whoever asks, until an operator switches it on again")
    func offAgain() async throws {
      try await Login.stranger.enrol()
      #expect(try await Login.stranger.oauthctl("status").output.contains(#/console +healthy /#))
      try await Command("systemctl", "--quiet", "disable", "--now", "oauth-console-http.socket").output()
      #expect(try await Login.stranger.oauthctl("status").output.contains(#/console +off /#))
      for unit in Self.sockets + [ServiceName.console.unit()] {
        #expect(try await unit.state == "inactive", "\(unit)")
        #expect(try await !unit.property("WantedBy").contains("oauth-apps.target"), "\(unit)")
      }
      try await Command("systemctl", "--quiet", "enable", "--now", "oauth-console-http.socket").output()
      for socket in Self.sockets {
        try await Command("systemctl", "restart", socket.name).output()
        try await TestHost.awaitJobs()
        for socket in Self.sockets { #expect(try await socket.state == "active", "\(socket)") }
        #expect(try await Login.root.oauthctl("status").output.contains(#/console +healthy /#))
      }
    }

    @Test("An operator is signed in as one, as long as it is in the group; nobody without a session is anything there")
    func administrator() async throws {
      try await Login.administrator.enrol()
      try await Login.stranger.enrol()
      let session = try await signIn(.administrator)
      #expect(session.holder.login == Login.administrator.name && session.holder.user == nil)
      #expect(try await refusal(AccountsList(), session.session) == nil)
      for login in [Login.root, .administrator, .stranger, .daemon(.gateway), .daemon(.tokenIssuer)] {
        #expect(try await refusal(AccountsList(), session.session, as: login) == "access_denied")
      }
      #expect(try await refusal(AccountsList(), nil) == "access_denied")
      #expect(try await refusal(UsersWhoami(), nil) == "access_denied")
      #expect(try await Login.stranger.oauthctl("console").status == 1)

      try await Command("gpasswd", "--delete", Login.administrator.name, "oauth-admin").output()
      #expect(try await refusal(AccountsList(), session.session) == "invalid_session")
    }

    @Test("A person is signed in with its role, and is out with its user; the journal names the session of each change")
    func person() async throws {
      let scene = try await Scene()
      let journal = try await Journal()
      try await Login.developer.enrol()
      let user = try await Login.root.ask(
        User.self, "user", "create", "Ada", "--unix-user", Login.developer.name)
      _ = try await Login.root.oauthctl("role", "grant", user.sid.text, scene.account.sid.text, "developer")
      let session = try await signIn(.developer)
      #expect(session.holder.user == user)
      #expect(try await refusal(AppsDisable(sid: scene.app.sid), session.session) == nil)
      #expect(try await refusal(UsersList(), session.session) == "access_denied")
      let entries = try await journal.entries("OAUTH_ACTING_SESSION=\(session.holder.sid)", "OAUTH_OUTCOME=ok")
      #expect(entries.map(\.message).contains { $0.contains("disabled app \(scene.app.sid)") })
      try await Command("oauthctl", "user", "delete", user.sid.text).output()
      #expect(try await refusal(AppsGet(sid: scene.app.sid), session.session) == "invalid_session")
    }
  }
}
