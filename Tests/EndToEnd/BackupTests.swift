import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Backup") struct Backup {
    private static let rounds = LongRun.backup.asked(or: 1)
    private static let archive = "\(TestHost.scratch)/archive"

    /// Runs `oauthctl backup` or `restore`, which must succeed.
    @discardableResult
    private func oauthctl(_ command: String, _ options: String...) async throws -> String {
      try await Command(
        ["oauthctl", command, Self.archive, "--passphrase-file", "-"] + options, input: "correct horse battery staple"
      ).output()
    }

    private func apps(of account: Account) async throws -> [App] {
      try await Login.root.ask(Page<App>.self, "app", "list", "--account", account.sid.text, "--page-size", "1000")
        .items.sorted { $0.sid.text < $1.sid.text }
    }

    @Test("Backup under load, change, restore, compare: each time what was there, and nothing else", arguments: [1, 2])
    func rounds(instances: Int) async throws {
      let scene = try await Scene()
      // The signing key is made for the first token: what a key signs that the backup does not have ends with it.
      _ = try await scene.issue()
      for _ in 1...Self.rounds {
        for service in ServiceName.withDatabase { _ = try await Instances(instances, of: service) }
        let account = try await Login.root.ask(
          Account.self, "account", "create", "Round \(UInt32.random(in: 0 ... .max))")
        let burst = CreationBurst(account: account.sid)
        async let attempts = burst.run(clients: 4, appsOfEach: 8)
        try await burst.awaitProgress()
        let before = try await apps(of: account)
        try await TestHost.shell("rm -f \(Self.archive)")
        try await oauthctl("backup")
        let made = try await attempts.compactMap(\.created)
        let all = try await apps(of: account)
        let later = try await Scene("Later")
        let token = try await scene.issue()

        try await oauthctl("restore", "--replace")

        let restored = try await apps(of: account)
        #expect(Set(restored.map(\.sid)).isSuperset(of: before.map(\.sid)))
        #expect(Set(restored.map(\.sid)).isSubset(of: all.map(\.sid)))
        for app in made where restored.contains(where: { $0.sid == app.app.sid }) {
          let outcome = try await Login.root.oauthctl(
            "token", "issue", app.app.sid.text, "--secret-file", "-", input: #require(app.secret).revealed)
          #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try await scene.isActive(token), "issued since")
        let gone = try await Login.root.oauthctl("account", "show", later.account.sid.text)
        #expect(gone.errors.contains("not_found"), "\(gone.errors)")
        for unit in ServiceName.allCases.flatMap(\.socketUnits) { #expect(try await unit.state == "active", "\(unit)") }
        let verified = try await Login.root.oauthctl("audit", "verify")
        #expect(verified.status == 0, "\(verified.output)")
        try await oauthctl("restore", "--replace")
        #expect(try await apps(of: account).map(\.sid) == restored.map(\.sid))
      }
    }

    @Test("A restore on a host with other uids and another host key; what else that host has encrypted is untouched")
    func otherHost() async throws {
      let scene = try await Scene()
      let token = try await scene.issue()
      let catalogue = "/etc/oauth-apps/permissions.d/acme.json"
      try await TestHost.write(
        #"{"version":1,"namespace":"acme","permissions":[{"permission":"acme:read","description":"Read"}]}"#,
        to: catalogue)
      try await TestHost.shell("ln -s /dev/null /etc/oauth-apps/permissions.d/none.json")
      try await TestHost.addDropIn("[Service]\nMemoryMax=300M", to: ServiceName.tokenIssuer.template)
      try await oauthctl("backup")
      let former = try await TestHost.shell("id -u oauth-secret-manager; id -u oauth-token-issuer")

      try await TestHost.project("uninstall", "--purge")
      let other = "/etc/credstore.encrypted/other"
      try await TestHost.shell(
        """
        rm -f /var/lib/systemd/credential.secret
        for user in one two three four five six; do useradd --system other-$user; done
        mkdir --mode=0700 /etc/credstore.encrypted
        printf mine | systemd-creds --quiet encrypt --with-key=host --name=other - \(other)
        sha256sum \(other) > \(TestHost.scratch)/sum
        """)
      try await TestHost.project("install", "--no-build")
      #expect(try await TestHost.shell("id -u oauth-secret-manager; id -u oauth-token-issuer") != former)

      try await oauthctl("restore")

      #expect(try await scene.isActive(token))
      #expect(try await scene.isActive(scene.issue()))
      #expect(try await TestHost.shell("systemd-creds --quiet decrypt --name=other \(other) -") == "mine")
      try await TestHost.shell("sha256sum --quiet --check \(TestHost.scratch)/sum")
      #expect(try await ServiceName.tokenIssuer.unit().property("MemoryMax") == "314572800")
      #expect(try await TestHost.shell("readlink /etc/oauth-apps/permissions.d/none.json") == "/dev/null")
      #expect(try await TestHost.shell("oauthctl permission list").contains("acme:read"))
      let status = try await Login.root.oauthctl("status")
      #expect(status.status == 0, "\(status.output)\(status.errors)")
      try await TestHost.shell(
        """
        rm -f \(catalogue) /etc/oauth-apps/permissions.d/none.json \(other)
        for user in one two three four five six; do userdel other-$user; done
        """)
    }

    @Test(
      "Whoever is not root is told to be root; a wrong passphrase and a cut archive change nothing and stop nothing")
    func refusals() async throws {
      try await Login.administrator.enrol()
      let scene = try await Scene()
      try await oauthctl("backup")
      let refused = try await Login.administrator.run(
        ["oauthctl", "backup", "/tmp/x", "--passphrase-file", "-"], input: "correct horse battery staple")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("only root"), "\(refused.errors)")
      let running = try await RunningService(.appRegistry).pid
      let wrong = try await Login.root.oauthctl(
        "restore", Self.archive, "--replace", "--passphrase-file", "-", input: "wrong horse battery staple")
      #expect(wrong.status == 1)
      try await TestHost.shell("truncate --size=-1 \(Self.archive)")
      let cut = try await Login.root.oauthctl(
        "restore", Self.archive, "--replace", "--passphrase-file", "-", input: "correct horse battery staple")
      #expect(cut.errors.contains("cut short or altered"), "\(cut.errors)")
      #expect(try await RunningService(.appRegistry).pid == running)
      #expect(try await scene.isActive(scene.issue()))
    }
  }
}
