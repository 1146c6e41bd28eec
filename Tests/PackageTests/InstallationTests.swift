import RPC
import TestSupport
import Testing
import WireProtocol

extension PackagedSuite {
  @Suite("Installation") struct Installation {
    @Test(
      """
      On a pristine host the next command of a member of oauth-admin creates an app, which gets a token; what makes \
      other packages install well and lie dead is not so with this one
      """
    )
    func pristine() async throws {
      let installed = try await DebianPackage.built.install()
      #expect(installed.status == 0, "\(installed.words)")
      try await expectApp()
      try await expectNoTraps()
    }

    private func expectApp() async throws {
      try await PristineHost.shell("useradd --no-create-home --groups oauth-admin olga")
      let account = try await PristineHost.ask(Account.self, as: "olga", "account", "create", "Acme").sid
      let created = try await PristineHost.ask(
        CreatedApp.self, as: "olga", "app", "create", "Billing", "--account", account.text, "--scope", ChangeLoop.scope)
      let secret = try #require(created.secret).revealed
      _ = try await PristineHost.ask(
        TokenReply.self, as: "olga", "token", "issue", created.app.sid.text, "--secret-file", "-", input: secret)
    }

    /// What RemovalTests and ImageTests don't look at.
    private func expectNoTraps() async throws {
      // Debian 12 enables only units below /lib.
      #expect(try await PristineHost.shell("systemctl is-enabled oauth-apps.target") == "enabled\n")
      #expect(try await PristineHost.shell("systemctl is-active oauth-apps.target") == "active\n")
      // The drop-in that the services share is none of the units.
      let scripts = try await PristineHost.shell("cat /var/lib/dpkg/info/oauth-apps.p*")
      #expect(!scripts.contains("oauth-apps-service"))
      #expect(try await PristineHost.shell("systemctl show -P NoNewPrivileges oauth-gateway@1.service") == "yes\n")
      // No socket is restarted.
      #expect(!scripts.matches(of: /deb-systemd-invoke.*/).contains { $0.output.contains("socket") })
      // Users and groups are made, though debhelper does not do so by itself.
      try await PristineHost.shell("getent passwd \(ServiceName.allCases.map(\.user).joined(separator: " "))")
      try await PristineHost.shell("getent group oauth-internal oauth-admin oauth-inspect")
      // Credentials are made.
      #expect(try await PristineHost.shell("stat --format=%a /etc/credstore.encrypted/oauth-*") == "600\n600\n")
      // The files are dpkg's alone.
      #expect(try await PristineHost.shell("dpkg --verify oauth-apps") == "")
    }

    @Test("The package and scripts/install refuse each other, and say what to do")
    func eitherOr() async throws {
      let install = ["\(PristineHost.checkout)/scripts/install", "--no-build"]
      _ = try await DebianPackage.built.install()
      let refused = try await PristineHost.run(install)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("apt remove oauth-apps"), "\(refused.errors)")
      let kept = try await PristineHost.shell("oauthctl account create Acme >/dev/null; ls -A /var/lib/oauth-apps/*")
      for options in [[], ["--purge"]] {
        let uninstalled = try await PristineHost.run(["\(PristineHost.checkout)/scripts/uninstall"] + options)
        #expect(uninstalled.status == 1)
        #expect(uninstalled.errors.contains("apt purge oauth-apps"), "\(uninstalled.errors)")
      }
      #expect(try await PristineHost.shell("ls -A /var/lib/oauth-apps/*") == kept)
      #expect(try await PristineHost.shell("dpkg --verify oauth-apps") == "")

      try await PristineHost.shell("apt-get remove --yes oauth-apps")
      let accepted = try await PristineHost.run(install)
      #expect(accepted.status == 0, "\(accepted.errors)")
      let ending = try await DebianPackage.built.install()
      #expect(ending.status != 0)
      #expect(ending.words.contains("scripts/uninstall"), "\(ending.words)")
      #expect(try await PristineHost.shell("oauthctl status --json").contains("app-registry"))

      try await PristineHost.shell("\(PristineHost.checkout)/scripts/uninstall")
      #expect(try await DebianPackage.built.install().status == 0)
      #expect(try await PristineHost.shell("systemctl is-enabled oauth-apps.target") == "enabled\n")
      #expect(try await PristineHost.shell("systemctl is-active oauth-apps.target") == "active\n")
    }

    @Test("lintian finds nothing, neither in the package nor in that of the debug symbols")
    func lintian() async throws {
      let packages = try await PristineHost.shell("ls $(dirname \(DebianPackage.built.path))/*.deb")
      let found = try await PristineHost.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning"]
          + packages.split(separator: "\n").map(String.init))
      #expect(found.status == 0, "\(found.output)\(found.errors)")
      #expect(found.output == "")
      #expect(packages.contains("oauth-apps-dbgsym_"))
    }
  }
}
