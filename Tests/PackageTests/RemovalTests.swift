import RPC
import TestSupport
import Testing
import WireProtocol

extension PackagedSuite {
  @Suite("Removal") struct Removal {
    @Test("Removing stops everything and keeps state, credentials, settings and users; installed again, all goes on")
    func remove() async throws {
      _ = try await DebianPackage.built.install()
      let account = try await PristineHost.ask(Account.self, "account", "create", "Acme").sid
      let loop = ChangeLoop.byOauthctl(in: account)
      let tally = try await loop.run(clients: 1) { await $0.awaitProgress(of: 2) }
      try await PristineHost.shell(
        """
        echo '{"x-note": 1}' >/etc/oauth-apps/config.json
        systemctl enable --quiet --now oauth-console-http.socket
        """)

      let removed = try await DebianPackage.run(["apt-get", "remove", "--yes", "oauth-apps"])
      #expect(removed.status == 0, "\(removed.words)")
      #expect(try await PristineHost.shell("pgrep --full --list-full ^/usr/libexec/oauth-apps/ || true") == "")
      #expect(try await PristineHost.shell("systemctl list-units --no-legend 'oauth-*'") == "")
      #expect(try await PristineHost.shell("find /usr /run -xdev -name 'oauth-*' ! -path '/run/systemd/*'") == "")
      try await PristineHost.shell("getent passwd oauth-token-issuer; test -e /etc/oauth-apps/config.json")

      #expect(try await DebianPackage.built.install().status == 0)
      let listed = try await PristineHost.ask(Page<App>.self, "app", "list", "--account", account.text).items.map(\.sid)
      #expect(try await loop.discrepancies(tally, listed: listed) == [])
      #expect(try await PristineHost.shell("systemctl is-active oauth-console-http.socket") == "active\n")
    }

    @Test(
      """
      Purging leaves nothing but users and groups, as is Debian's custom, the key of the host, and a unit of the \
      administrator's own
      """
    )
    func purge() async throws {
      let before = try await PristineHost.files()
      try await PristineHost.shell(
        """
        dpkg --install \(DebianPackage.built.path)
        oauthctl account create Acme
        echo '{"x-note": 1}' >/etc/oauth-apps/config.json
        echo OAUTH_APPS_LOG_LEVEL=debug >/etc/default/oauth-apps
        oauthctl scale token-issuer 2 --yes
        mkdir /etc/systemd/system/oauth-apps.slice.d
        printf '[Slice]\\nMemoryMax=2G\\n' >/etc/systemd/system/oauth-apps.slice.d/more.conf
        systemctl set-property oauth-apps.slice MemoryHigh=1G
        touch /etc/systemd/system/oauth-apps-backup.timer
        systemctl enable --now oauth-console-http.socket oauth-apps-metrics.timer
        oauthctl status
        dpkg --purge oauth-apps
        """)
      try await PristineHost.shell("rm /etc/systemd/system/oauth-apps-backup.timer")
      let left = try await PristineHost.files().symmetricDifference(before).filter { line in
        !["/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow", "/etc/subuid", "/etc/subgid"].contains {
          line.contains($0)
        }
      }.sorted()
      #expect(left == ["f 400 root:root /var/lib/systemd/credential.secret "])
      #expect(try await PristineHost.shell("systemctl list-units --all --no-legend 'oauth-*'") == "")
      try await PristineHost.shell("getent passwd oauth-token-issuer; getent group oauth-admin")
    }
  }
}
