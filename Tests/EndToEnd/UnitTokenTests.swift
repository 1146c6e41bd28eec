import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Tokens for units") struct UnitTokens {
    private static let socket = "/run/oauth-apps/credential.sock"

    /// Starts a unit that loads a token and tells what is in it.
    private func start(_ unit: String) async throws -> String {
      try await Command(
        "systemd-run", "--quiet", "--wait", "--pipe", "--collect", "--unit=\(unit)", "--service-type=exec",
        "--property=LoadCredential=access-token:\(Self.socket)", "--property=DynamicUser=yes",
        "sh", "-c", #"cat "$CREDENTIALS_DIRECTORY/access-token""#
      ).output()
    }

    private func bind(_ unit: String, to scene: Scene) async throws {
      try await Command("oauthctl", "unit", "bind", unit, scene.app.sid.text).output()
    }

    @Test(
      "A unit that is bound gets a token at its start, cold, and calls an API with it; it needs no secret, nor a user")
    func bound() async throws {
      let scene = try await Scene()
      try await bind("report.service", to: scene)
      try await TestHost.stopServices()
      let token = try await start("report.service")
      let answer = try await Login.root.oauthctl("token", "authorize", "-", "GET", scene.request, input: token)
      #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
      let told = try await Login.root.ask(Introspection.self, "token", "introspect", "-", input: token)
      #expect(told.claims?.clientId == scene.app.sid)
      #expect(told.claims?.secretSid == nil)
    }

    @Test("Instances of a template are bound together")
    func template() async throws {
      let scene = try await Scene()
      try await bind("worker@*.service", to: scene)
      #expect(try await start(#"worker@a\x20b.service"#).split(separator: ".").count == 3)
    }

    /// A unit that runs for long, as whatever user systemd makes for it.
    private static let api = """
      [Unit]
      Wants=oauth-apps-token@%n.timer
      [Service]
      DynamicUser=yes
      RuntimeDirectory=api
      ExecStartPre=+/usr/bin/oauthctl unit renew %n
      ExecStart=/usr/bin/sleep infinity
      """

    private func install(_ unit: String) async throws {
      let path = "'/run/systemd/system/\(unit)'"
      try await TestHost.shell("cat >\(path) <<'UNIT'\n\(Self.api)\nUNIT\nsystemctl daemon-reload")
    }

    @Test(
      "A unit that runs for longer than a token has it renewed in its runtime directory, for its own user alone",
      arguments: ["api.service", #"api@a\x20b.service"#])
    func renewed(unit: String) async throws {
      let scene = try await Scene()
      try await bind(unit, to: scene)
      try await install(unit)
      try await TestHost.shell("systemctl start '\(unit)'")
      let file = "/run/api/access-token"
      let first = try await TestHost.shell("cat \(file)")
      #expect(try await TestHost.shell("stat --dereference --format '%a %U' \(file)").hasPrefix("400 api"))
      try await Login.stranger.enrol()
      #expect(try await Login.stranger.run(["cat", file]).status != 0)
      let timer = "'oauth-apps-token@\(unit).timer'"
      #expect(try await TestHost.shell("systemctl is-active \(timer)") == "active")
      try await TestHost.shell("systemctl start 'oauth-apps-token@\(unit).service'")
      let second = try await TestHost.shell("cat \(file)")
      #expect(first != second)
      let told = try await Login.root.ask(Introspection.self, "token", "introspect", "-", input: second)
      #expect(told.claims?.clientId == scene.app.sid)
      try await TestHost.shell("systemctl stop '\(unit)'")
      try await TestHost.shell("until ! systemctl is-active --quiet \(timer); do sleep 0.1; done")
      try await TestHost.shell("! ls \(file)")
    }

    @Test("One that is not bound does not start, and its journal says how to find out why")
    func unboundDaemon() async throws {
      try await install("homeless.service")
      let outcome = try await Login.root.run(["systemctl", "start", "homeless.service"])
      #expect(outcome.status != 0)
      let journal = try await TestHost.shell("journalctl --unit homeless.service --output cat")
      #expect(journal.contains("homeless.service gets no token; journalctl OAUTH_UNIT=homeless.service says why"))
      try await TestHost.shell("systemctl stop oauth-apps-token@homeless.service.timer")
    }

    @Test("A unit that is not bound gets nothing; the journal and the audit trail tell which")
    func unbound() async throws {
      let journal = try await Journal()
      #expect(try await start("other.service").isEmpty)
      try await journal.awaitLine("unit other.service is bound to no app", of: ServiceName.tokenIssuer.unit())
      try await TestHost.stopServices()
      let trail = try await Login.root.oauthctl("audit", "list", "--service", "token-issuer")
      #expect(trail.output.contains("tokens.issue_to_unit"), "\(trail.output)\(trail.errors)")
    }

    @Test(
      "A user who gives its connection a unit's name does not even reach the socket; beyond it the name counts nothing")
    func faked() async throws {
      let scene = try await Scene()
      try await bind("report.service", to: scene)
      try await Login.stranger.enrol()
      let fake = """
        import socket
        s = socket.socket(socket.AF_UNIX)
        s.bind("\\0dead/unit/report.service/access-token")
        s.connect("\(Self.socket)")
        print(len(s.recv(9)))
        """
      let refused = try await Login.stranger.run(["python3", "-c", fake])
      #expect(refused.errors.contains("PermissionError"), "\(refused.output)\(refused.errors)")
      try await TestHost.shell("chmod 0666 \(Self.socket)")
      #expect(try await Login.stranger.run(["python3", "-c", fake]).output == "0\n")
      #expect(try await Login.root.run(["python3", "-c", fake]).output == "9\n")
      try await TestHost.shell("chmod 0600 \(Self.socket)")
    }

    @Test(
      """
      A unit of a user's own manager gets none, whatever its name, and does not start; were the socket open to all, \
      the journal and the audit trail would tell of it
      """)
    func ofUserManager() async throws {
      let scene = try await Scene()
      try await bind("report.service", to: scene)
      try await Login.stranger.enrol()
      let number = try #require(try await Login.stranger.run(["id", "-u"]).output.split(separator: "\n").first)
      try await TestHost.shell("systemctl start user@\(number).service")
      let start = [
        "env", "XDG_RUNTIME_DIR=/run/user/\(number)",
        "systemd-run", "--user", "--quiet", "--wait", "--pipe", "--collect",
        "--unit=report.service", "--property=LoadCredential=access-token:\(Self.socket)",
        "sh", "-c", #"cat "$CREDENTIALS_DIRECTORY/access-token""#,
      ]
      let refused = try await Login.stranger.run(start)
      #expect(refused.status == 243, "EXIT_CREDENTIALS of systemd.exec(5): \(refused.errors)")
      try await TestHost.shell("chmod 0666 \(Self.socket)")
      let journal = try await Journal()
      #expect(try await Login.stranger.run(start).output == "")
      try await journal.awaitLine("tokens.issue_to_unit is for the service manager", of: ServiceName.tokenIssuer.unit())
      try await TestHost.stopServices()
      let trail = try await Login.root.oauthctl("audit", "list", "--service", "token-issuer")
      #expect(trail.output.contains("tokens.issue_to_unit"), "\(trail.output)\(trail.errors)")
      try await TestHost.shell("chmod 0600 \(Self.socket); systemctl stop user@\(number).service")
    }
  }
}
