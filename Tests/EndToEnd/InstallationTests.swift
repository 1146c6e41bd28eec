import Glibc
import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Installation") struct Installation {
    @Test("The documentation that the units name is there")
    func documentation() async throws {
      let units =
        ServiceName.allCases.flatMap { $0.socketUnits + [$0.unit()] }
        + [Unit(name: "oauth-apps.target"), .credentials]
      for unit in units {
        // systemctl quotes what has parentheses.
        let addresses = try await unit.property("Documentation").filter { $0 != "\"" }.split(separator: " ")
        let (page, document) = (try #require(addresses.first), try #require(addresses.last))
        #expect(page.hasPrefix("man:oauth-") && document.hasPrefix("file:///"), "\(unit)")
        try await Command("man", "--where", String(page.dropFirst("man:".count))).output()
        try await Command("test", "-f", String(document.dropFirst("file://".count))).output()
      }
    }

    @Test("man finds every page that was installed, and systemctl shows a service's")
    func manual() async throws {
      let pages = try await TestHost.shell("grep ^/usr/share/man/ /usr/share/oauth-apps/installed-files").split(
        separator: "\n")
      #expect(pages.count >= 4 + ServiceName.allCases.count)
      for page in pages {
        let name = page.split(separator: "/").last.map(String.init) ?? ""
        #expect(try await Command("man", "--where", name).output().trimmed == page)
      }
      let help = try await Command("systemctl", "help", "oauth-token-issuer@1.service").output()
      #expect(help.contains("OAUTH-TOKEN-ISSUER(8)"))
    }

    @Test("No program carries ICU's data, which is 34 MB and asked for by nothing")
    func sizes() async throws {
      #expect(try await TestHost.shell("find /usr/bin/oauthctl /usr/libexec/oauth-apps -type f -size +48M") == "")
    }

    @Test("The sockets come with the next boot, the services do not")
    func boot() async throws {
      let target = Unit(name: "oauth-apps.target")
      #expect(try await target.property("WantedBy") == "multi-user.target")
      let wanted = try await target.property("Wants").split(separator: " ").map(String.init)
      let units = ServiceName.allCases.flatMap(\.socketUnits) + [.credentials]
      #expect(Set(wanted) == Set(units.map(\.name)))
    }

    @Test("Users, groups and directories are made once: a second time nothing changes")
    func idempotence() async throws {
      let before = try await snapshot()
      try await TestHost.shell("systemd-sysusers oauth-apps.conf; systemd-tmpfiles --create oauth-apps.conf")
      #expect(try await snapshot() == before)
    }

    @Test("Installing again upgrades: sockets stay, services restart, state and credentials are kept")
    func upgrade() async throws {
      let scene = try await Scene()
      let token = try await scene.issue()
      let before = try await identities(of: ServiceName.allCases.flatMap(\.socketUnits))
      for service in [ServiceName.gateway, .console] { _ = try await RunningService(service) }
      let services = try await identities(of: ServiceName.allCases.map { $0.unit() })
      let credentials = try await checksums()

      try await TestHost.shell("sed -i s/^Backlog=.*/Backlog=9/ /usr/lib/systemd/system/oauth-token-issuer.socket")

      let words = try await TestHost.project("install", "--no-build")

      let told = words.split(separator: "\n").filter { $0.contains(".socket") }
      #expect(told.count == 1 && told[0].hasSuffix(": systemctl restart oauth-token-issuer.socket"), "\(words)")
      #expect(try await identities(of: ServiceName.allCases.flatMap(\.socketUnits)) == before)
      let restarted = try await identities(of: ServiceName.allCases.map { $0.unit() })
      for (unit, identity) in restarted { #expect(identity != services[unit]) }
      #expect(try await checksums() == credentials)
      #expect(try await scene.isActive(token))
      #expect(try await scene.isActive(scene.issue()))
    }

    @Test("A socket that was taken off for good stays away, and an upgrade does all else")
    func masked() async throws {
      let metrics = "oauth-gateway-metrics.socket"
      try await TestHost.shell("oauthctl status; systemctl mask \(metrics); systemctl stop \(metrics)")
      let services = try await identities(of: [ServiceName.appRegistry.unit()])
      _ = try await TestHost.project("install", "--no-build")
      #expect(try await identities(of: [ServiceName.appRegistry.unit()]) != services)
      #expect(try await Unit(name: metrics).property("ActiveState") == "inactive")
      try await TestHost.shell("systemctl unmask \(metrics); systemctl start \(metrics)")
    }

    @Test("A version that can't work with the settings of this host changes nothing, and says what is wrong")
    func refusedUpgrade() async throws {
      let running = try await RunningService(.tokenIssuer)
      let files = "sha256sum /usr/libexec/oauth-apps/* /usr/share/oauth-apps/installed-files"
      let installed = try await TestHost.shell(files)
      try await TestHost.shell("printf '{\n\"issuer\": 5}' >/etc/oauth-apps/config.json")
      let refused = try await Login.root.run(["\(TestHost.checkout)/scripts/install", "--no-build"])
      try await TestHost.shell("rm /etc/oauth-apps/config.json")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("/etc/oauth-apps/config.json: line 2"), "\(refused.errors)")
      #expect(refused.errors.hasSuffix("so nothing is changed; correct it and install again\n"), "\(refused.errors)")
      #expect(try await TestHost.shell(files) == installed)
      #expect(try await RunningService(.tokenIssuer).pid == running.pid)
    }

    @Test("Beside another that installs or uninstalls, either is refused before it changes anything")
    func turn() async throws {
      let turn = "/run/oauth-apps-install.lock"
      defer { unlink(turn) }
      let before = try await snapshot()
      for command in [["install", "--no-build"], ["uninstall", "--purge"]] {
        let script = ["\(TestHost.checkout)/scripts/\(command[0])"] + command.dropFirst()
        let refused = try await Login.root.run(["flock", turn] + script)
        #expect(refused.status == 1)
        #expect(refused.errors.hasSuffix("is under way; wait until it has ended\n"), "\(refused.errors)")
      }
      #expect(try await snapshot() == before)
    }

    @Test("A credential is made where there is no database yet; where there is, its loss is told, and the others go on")
    func lostCredential() async throws {
      let start = """
        systemctl stop oauth-apps.target 'oauth-*.socket' 'oauth-*.service'
        rm /etc/credstore.encrypted/oauth-secret-manager.pepper
        systemctl start oauth-apps.target
        """
      let before = try await checksums()
      // As where the directory is a file system of its own.
      try await TestHost.shell("mkdir --parents /var/lib/oauth-apps/secret-manager/lost+found\n\(start)")
      try await TestHost.awaitJobs()
      #expect(try await Unit.credentials.state == "active")
      #expect(try await checksums() != before)
      let scene = try await Scene()

      try await TestHost.shell(start)
      try await TestHost.awaitJobs()
      #expect(try await Unit.credentials.state == "failed")
      let told = try await TestHost.shell("journalctl --unit \(Unit.credentials) --output cat --lines 20")
      #expect(told.contains("oauth-secret-manager.pepper is missing, and /var/lib/oauth-apps/secret-manager can't be"))
      #expect(try await Login.root.oauthctl("app", "show", scene.app.sid.text).status == 0)
      let degraded = try await Login.root.oauthctl("status")
      #expect(degraded.errors.contains("/etc/credstore.encrypted/oauth-secret-manager.pepper"), "\(degraded)")
      #expect(degraded.errors.contains("see 'A lost credential' in /usr/share/doc/oauth-apps/units/README.md"))

      try await TestHost.shell(
        """
        systemctl stop oauth-apps.target 'oauth-*.socket' 'oauth-*.service'
        rm -r /var/lib/oauth-apps/*
        systemctl start oauth-apps.target
        """)
      #expect(try await Login.root.oauthctl("status").status == 0)
    }

    @Test("Uninstalling stops everything and keeps state and credentials; installed again, every app works on")
    func uninstall() async throws {
      let scene = try await Scene()
      let token = try await scene.issue()
      let credentials = try await checksums()

      try await TestHost.project("uninstall")

      #expect(try await leftovers(in: "/usr /run /etc/systemd") == "")
      #expect(try await loadedUnits() == "")
      #expect(try await checksums() == credentials)
      try await TestHost.shell(
        "for name in app-registry secret-manager token-issuer; do test -n \"$(ls /var/lib/oauth-apps/$name)\"; done")

      try await TestHost.project("install", "--no-build")
      #expect(try await scene.isActive(token))
      #expect(try await scene.isActive(scene.issue()))
    }

    @Test("Uninstalling with --purge leaves nothing; installed again, the suite starts anew")
    func purge() async throws {
      let scene = try await Scene()
      try await TestHost.addDropIn("[Service]\nNice=1", to: ServiceName.tokenIssuer.template)
      try await TestHost.write("OAUTH_APPS_LOG_LEVEL=debug", to: TestHost.defaults)
      try await Login.administrator.enrol()

      try await TestHost.project("uninstall", "--purge")

      #expect(try await leftovers(in: "/usr /run /etc /var/lib") == "")
      #expect(try await loadedUnits() == "")
      #expect(try await TestHost.shell("grep -h oauth- /etc/passwd /etc/group /etc/shadow /etc/gshadow || true") == "")
      #expect(try await TestHost.project("uninstall", "--purge") == "uninstall: oauth-apps is not installed here\n")

      try await TestHost.project("install", "--no-build")
      let refused = try await Login.root.oauthctl("app", "show", scene.app.sid.text)
      #expect(refused.errors.contains("not_found"))
      _ = try await Scene().issue()
    }

    @Test("With DESTDIR the files are placed there and removed from there, and nothing else happens")
    func destination() async throws {
      let before = try await snapshot()
      let destination = ["DESTDIR": "\(TestHost.scratch)/root"]
      try await TestHost.project("install", "--no-build", environment: destination)
      let placed = try await TestHost.shell("cd \(TestHost.scratch)/root; find . ! -type d | sort")
      #expect(placed == (try await TestHost.shell("cd /; sed s/^/./ usr/share/oauth-apps/installed-files | sort")))

      try await TestHost.project("uninstall", environment: destination)
      #expect(try await TestHost.shell("find \(TestHost.scratch)/root ! -type d") == "")
      #expect(try await snapshot() == before)
    }

    /// What makes one start of a unit differ from another.
    private func identities(of units: [Unit]) async throws -> [Unit: String] {
      var identities: [Unit: String] = [:]
      for unit in units { identities[unit] = try await unit.property("InvocationID") }
      return identities
    }

    private func checksums() async throws -> String {
      try await TestHost.shell("sha256sum /etc/credstore.encrypted/oauth-*")
    }

    private func snapshot() async throws -> String {
      try await TestHost.shell(
        """
        cat /etc/passwd /etc/group
        stat --format='%n %U:%G %a' /run/oauth-apps /etc/oauth-apps /etc/oauth-apps/permissions.d /var/lib/oauth-apps
        sha256sum /usr/libexec/oauth-apps/* /usr/share/oauth-apps/installed-files
        """)
    }

    private func leftovers(in directories: String) async throws -> String {
      try await TestHost.shell(
        """
        find \(directories) -xdev -regex ".*/oauth\\(-.*\\|ctl\\)" ! -path '\(TestHost.scratch)*' \
          ! -path '/run/systemd/*' || true
        """)
    }

    private func loadedUnits() async throws -> String {
      try await TestHost.shell(
        "systemctl list-units --all --plain --no-legend 'oauth-*' | grep -v ' not-found ' || true")
    }
  }
}
