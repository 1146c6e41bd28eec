import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Configuration") struct Configuration {
    @Test("A drop-in of the administrator reaches every instance")
    func dropIn() async throws {
      try await TestHost.addDropIn(
        "[Service]\nEnvironment=OAUTH_APPS_ISSUER=https://auth.example", to: ServiceName.tokenIssuer.template)
      let issuers = try await Instances(2, of: .tokenIssuer)
      #expect(
        try issuers.ask(MetadataGet()).mapValues(\.issuer) == [
          "1": "https://auth.example", "2": "https://auth.example",
        ])
    }

    @Test("/etc/default/oauth-apps is read by every service")
    func defaults() async throws {
      try await TestHost.write("OAUTH_APPS_LOG_LEVEL=debug", to: TestHost.defaults)
      let journal = try await Journal()
      for service in ServiceName.allCases {
        _ = try ServiceConnection(to: service).call(ServiceStatusGet())
        let entries = try await journal.entries("_SYSTEMD_UNIT=\(service.unit())", "OAUTH_METHOD=service.status")
        #expect(entries.map(\.priority) == ["7"])
      }
    }

    @Test("/etc/oauth-apps/config.json sets issuer and log level; the environment wins over it")
    func configurationFile() async throws {
      try await replaceConfiguration(["config.json": #"{"issuer": "https://file.example", "log_level": "debug"}"#])
      let journal = try await Journal()
      let metadata = try ServiceConnection(to: .tokenIssuer).call(MetadataGet())
      #expect(metadata.issuer == "https://file.example")
      #expect(try await journal.entries("OAUTH_METHOD=metadata.get").map(\.priority) == ["7"])

      try await TestHost.write("OAUTH_APPS_ISSUER=https://environment.example", to: TestHost.defaults)
      try await ServiceName.tokenIssuer.unit().stop()
      #expect(try ServiceConnection(to: .tokenIssuer).call(MetadataGet()).issuer == "https://environment.example")
    }

    @Test("A catalogue in /etc/oauth-apps/permissions.d replaces that of its name")
    func permissionCatalogue() async throws {
      #expect(try await permissions().count > 400)
      let catalogue = """
        {"version": 1, "namespace": "acme", "permissions": [
          {"permission": "/acme/rockets/launches/create", "description": "Launch", "endpoints": [
            {"method": "POST", "host": "api.acme.example", "path": "/launches"}]}]}
        """
      try await replaceConfiguration(["permissions.d/twilio.json": catalogue])
      #expect(try await permissions() == ["/acme/rockets/launches/create"])

      let account = try await Login.root.ask(Account.self, "account", "create", "Acme")
      let app = try await Login.root.ask(
        CreatedApp.self, "app", "create", "Rocket", "--account", account.sid.text, "--scope",
        "/acme/rockets/launches/create")
      let token = try await Login.root.ask(
        TokenReply.self, "token", "issue", app.app.sid.text, "--secret-file", "-", input: app.secret?.revealed ?? "")
      let answer = try await Login.root.ask(
        Authorization.self, "token", "authorize", "-", "POST", "https://api.acme.example/launches", "--account",
        account.sid.text,
        input: token.accessToken.revealed)
      #expect(answer.allowed)
    }

    @Test("A catalogue that is added as the services run holds within seconds, in the processes that run")
    func addedCatalogue() async throws {
      try await replaceConfiguration(["permissions.d/acme.json": #"{"version": 1, "permissions": []}"#])
      #expect(try await permissions().count > 400)
      let process = try await ServiceName.appRegistry.unit().mainPID
      let catalogue = """
        {"version": 1, "namespace": "acme", "resource": "https://api.acme.example", "permissions": [
          {"permission": "acme:launch", "description": "Launch", "endpoints": [
            {"method": "POST", "host": "api.acme.example", "path": "/launches"}]}]}
        """
      try await TestHost.write(catalogue, to: "\(TestHost.scratch)/etc/permissions.d/acme.json")
      try await waitUntil { try await permissions().contains("acme:launch") }
      #expect(try await ServiceName.appRegistry.unit().mainPID == process)
      try await waitUntil { try await Login.root.oauthctl("status").status == 0 }
    }

    @Test("A file of settings with a fault is told in every place; once it is right, the services work as they run")
    func unusableSettings() async throws {
      let texts = [
        ("{", "line 2, column 1: not JSON"), (#"{"isuer": "https://a.example"}"#, "isuer: configuration has no such"),
        (#"{"idle_timeout": "soon"}"#, "line 1: idle_timeout: expected a whole number"),
      ]
      for (text, reason) in texts {
        try await replaceConfiguration(["config.json": text])
        let journal = try await Journal()
        try await expectDegraded(reason, journal)
        let process = try await ServiceName.tokenIssuer.unit().mainPID
        try await TestHost.write("{}", to: "\(TestHost.scratch)/etc/config.json")
        try await awaitWork()
        #expect(try await ServiceName.tokenIssuer.unit().mainPID == process)
      }
    }

    @Test("A variable that can't be used is told in every place")
    func unusableVariable() async throws {
      try await TestHost.write("OAUTH_APPS_IDLE_TIMEOUT=soon", to: TestHost.defaults)
      let journal = try await Journal()
      try await expectDegraded("OAUTH_APPS_IDLE_TIMEOUT: expected a whole number", journal)
    }

    @Test("A catalogue with a fault is told in every place; once it is right, the services work as they run")
    func unusableCatalogue() async throws {
      try await replaceConfiguration(["permissions.d/acme.json": "{"])
      let journal = try await Journal()
      try await expectDegraded("/etc/oauth-apps/permissions.d/acme.json", journal)
      try await TestHost.shell("rm \(TestHost.scratch)/etc/permissions.d/acme.json")
      try await awaitWork()
    }

    private func expectDegraded(_ reason: String, _ journal: Journal) async throws {
      let refused = try await Login.root.oauthctl("call", "token-issuer", "jwks.get")
      #expect(refused.status == 69)
      #expect(refused.errors.contains(reason), "\(refused.errors)")
      let status = try await Login.root.oauthctl("status")
      #expect(status.status == 69)
      #expect(status.errors.contains(reason), "\(status.errors)")
      let unit = ServiceName.tokenIssuer.unit()
      try await journal.awaitLine(reason, of: unit)
      #expect(try await unit.property("StatusText").contains("degraded: "))
      #expect(try await unit.property("NRestarts") == "0")
    }

    /// Calls have the service try again.
    private func awaitWork() async throws {
      try await waitUntil { try await Login.root.oauthctl("call", "token-issuer", "jwks.get").status == 0 }
      try await waitUntil { try await Login.root.oauthctl("status").status == 0 }
    }

    /// Shows the services a directory in place of /etc/oauth-apps, which daemons of other tests on this host read, too.
    private func replaceConfiguration(_ files: [String: String]) async throws {
      let directory = "\(TestHost.scratch)/etc"
      for (name, text) in files { try await TestHost.write(text, to: "\(directory)/\(name)") }
      for service in ServiceName.allCases {
        try await TestHost.addDropIn("[Service]\nBindReadOnlyPaths=\(directory):/etc/oauth-apps", to: service.template)
      }
      try await TestHost.stopServices()
    }

    private func permissions() async throws -> [String] {
      try await Login.root.ask(Page<ListedPermission>.self, "permission", "list", "--page-size", "1000").items.map(
        \.permission)
    }
  }
}
