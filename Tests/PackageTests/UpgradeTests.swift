import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

extension PackagedSuite {
  @Suite("Upgrade") struct Upgrade {
    private let directory: TemporaryDirectory

    init() throws {
      directory = try TemporaryDirectory(in: "/var/tmp")
    }

    @Test("Under load no change is lost and none is doubled; every service is restarted, no socket is")
    func underLoad() async throws {
      let later = try await DebianPackage.built.successor(
        1, in: directory, "sed -i s/^Backlog=.*/Backlog=9/ \"$(find . -name oauth-token-issuer.socket)\"")
      _ = try await DebianPackage.built.install()
      let account = try await PristineHost.ask(Account.self, "account", "create", "Acme").sid
      try await PristineHost.shell("oauthctl status >/dev/null")
      let sockets = try await PristineHost.starts(of: "oauth-*.socket")
      let services = try await PristineHost.starts(of: "oauth-*@*.service")

      let loop = ChangeLoop.byOauthctl(in: account)
      let tally = try await loop.run(clients: 2) { loop in
        await loop.awaitProgress(of: 8)
        let upgraded = try await later.install()
        #expect(upgraded.status == 0, "\(upgraded.words)")
        #expect(upgraded.words.contains(": systemctl restart oauth-token-issuer.socket"), "\(upgraded.words)")
        await loop.awaitProgress(of: 8)
      }
      print("upgrade: \(tally)")
      #expect(tally.lost == [])
      #expect(try await loop.discrepancies(tally, in: account) == [])

      #expect(try await PristineHost.starts(of: "oauth-*.socket") == sockets)
      let started = Set(try await PristineHost.starts(of: "oauth-*@*.service").split(separator: "\n"))
      #expect(started.filter { $0.hasPrefix("InvocationID") }.isDisjoint(with: Set(services.split(separator: "\n"))))
      #expect(try await PristineHost.shell("find /usr/libexec/oauth-apps -name '.*'") == "")
    }

    @Test("A version that refuses its own catalogue goes back to the one before, which has gone on; the next goes on")
    func faultyVersion() async throws {
      let faulty = try await DebianPackage.built.successor(
        1, in: directory,
        """
        mv usr/share/doc/oauth-apps/README.md usr/share/doc/oauth-apps/START.md
        echo '{' > usr/share/oauth-apps/permissions/another.json
        echo '#' >> usr/libexec/oauth-apps/make-credentials
        rm -r usr/share/doc/oauth-apps/notices
        """)
      _ = try await DebianPackage.built.install()
      try await PristineHost.shell("oauthctl status >/dev/null; systemctl stop oauth-token-issuer@1.service")
      let before = try await PristineHost.situation()

      for command in [["apt-get", "install", "--yes", faulty.path], ["dpkg", "--configure", "oauth-apps"]] {
        let refused = try await DebianPackage.run(command)
        #expect(refused.status != 0)
        #expect(refused.words.contains("permissions/another.json: line 2"), "\(refused.words)")
        #expect(refused.words.contains("dpkg --configure oauth-apps"), "\(refused.words)")
        #expect(try await DebianPackage.state() == "half-configured")
        #expect(try await PristineHost.situation() == before)
      }
      try await PristineHost.shell("systemctl daemon-reload; until oauthctl status; do sleep 0.02; done")

      try FileManager.default.removeItem(atPath: faulty.path)
      let mended = try await DebianPackage.built.successor(
        2, in: directory, "mv usr/share/doc/oauth-apps/README.md usr/share/doc/oauth-apps/START.md")
      #expect(try await mended.install().status == 0)
      #expect(try await DebianPackage.state() == "installed")
      try await PristineHost.shell(
        """
        oauthctl status >/dev/null
        test ! -e /usr/share/doc/oauth-apps/README.md
        test -z "$(find /usr/libexec/oauth-apps -name '.*')"
        """)
    }

    @Test("A version that refuses a setting goes back as well, and is there once the setting is right")
    func refusedSetting() async throws {
      let later = try await DebianPackage.built.successor(1, in: directory, "touch usr/libexec/oauth-apps/later")
      _ = try await DebianPackage.built.install()
      try await PristineHost.shell("oauthctl status >/dev/null; echo '{\"isuer\": 1}' >/etc/oauth-apps/config.json")
      let services = try await PristineHost.starts(of: "oauth-*@*.service")

      let refused = try await later.install()
      #expect(refused.status != 0)
      #expect(refused.words.contains("/etc/oauth-apps/config.json: line 1: isuer"), "\(refused.words)")
      #expect(try await PristineHost.starts(of: "oauth-*@*.service") == services)
      try await PristineHost.shell("test ! -e /usr/libexec/oauth-apps/later; rm /etc/oauth-apps/config.json")

      try await PristineHost.shell(
        "dpkg --configure oauth-apps; test -e /usr/libexec/oauth-apps/later; oauthctl status")
      #expect(try await PristineHost.starts(of: "oauth-*@*.service") != services)
      #expect(try await PristineHost.shell("dpkg --verify oauth-apps") == "")
    }
  }
}
