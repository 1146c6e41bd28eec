import TestSupport
import Testing

extension PackagedSuite {
  /// An upgrade is ended in its midst, and settings are refused before or after that.
  @Suite("Interrupted upgrades") struct InterruptedUpgrades {
    private static let faultySetting = "echo '{\"isuer\": 1}' >/etc/oauth-apps/config.json"
    private static let correction = "rm /etc/oauth-apps/config.json; dpkg --configure oauth-apps"

    private let directory: TemporaryDirectory
    private let present: DebianPackage

    init() throws {
      directory = try TemporaryDirectory(in: "/var/tmp")
      present = try DebianPackage.built
    }

    private func install(_ package: DebianPackage) async throws {
      let refused = try await package.install()
      #expect(refused.words.contains("config.json: line 1: isuer"), "\(refused.words)")
      #expect(try await DebianPackage.state() == "half-configured")
    }

    @Test("Killed as it goes back to the version before: the later one loses no file, and goes on")
    func killedGoingBack() async throws {
      let later = try await present.successor(1, in: directory, "touch usr/libexec/oauth-apps/later")
      _ = try await present.install()
      // As it sets aside its files, in the midst of them.
      try await PristineHost.shell(
        """
        cat >\(directory.path)/cp <<'SCRIPT'
        #!/bin/bash
        case "$*" in
          *.refused*)
            echo >>\(directory.path)/copied
            [ "$(wc -l <\(directory.path)/copied)" -lt 45 ] || kill -KILL "$(pgrep -x dpkg)" $PPID
            ;;
        esac
        exec /bin/cp "$@"
        SCRIPT
        chmod +x \(directory.path)/cp
        \(Self.faultySetting)
        """)
      let killed = try await PristineHost.run(
        ["bash", "-c", "PATH=\(directory.path):$PATH exec dpkg --install \(later.path)"])
      #expect(killed.status != 1, "\(killed.errors)")
      #expect(try await DebianPackage.state() == "half-configured")

      try await PristineHost.shell("\(Self.correction); test -e /usr/libexec/oauth-apps/later; oauthctl status")
      #expect(try await PristineHost.shell("dpkg --verify oauth-apps") == "")
      #expect(try await PristineHost.shell("find /usr/libexec/oauth-apps -name '.*'") == "")
    }

    @Test("Killed as it is unpacked: the next attempt, refused, goes back to what was there before the first")
    func killedUnpacking() async throws {
      let change = "echo '#' >>usr/libexec/oauth-apps/make-credentials"
      let killed = try await present.successor(1, in: directory, "\(change); echo 'kill -KILL $PPID' >>DEBIAN/preinst")
      let later = try await present.successor(2, in: directory, change)
      _ = try await present.install()
      let before = try await PristineHost.situation()
      _ = try await DebianPackage.run(["dpkg", "--install", killed.path])
      #expect(try await DebianPackage.state() == "half-installed")
      // A file that it has come to.
      try await PristineHost.shell(
        """
        dpkg-deb --fsys-tarfile \(killed.path) | tar --extract --directory / ./usr/libexec/oauth-apps/make-credentials
        dpkg --configure -a
        \(Self.faultySetting)
        """)
      #expect(try await PristineHost.situation() != before)
      try await install(later)
      #expect(try await PristineHost.situation() == before)
    }

    @Test("A version that can't be unpacked leaves the one before it refused, as it was")
    func notUnpacked() async throws {
      let later = try await present.successor(1, in: directory, "touch usr/libexec/oauth-apps/later")
      let conflict = try await present.successor(2, in: directory, "touch usr/bin/sort")
      _ = try await present.install()
      try await PristineHost.shell(Self.faultySetting)
      try await install(later)
      _ = try await DebianPackage.run(["dpkg", "--install", conflict.path])
      #expect(try await DebianPackage.state() != "installed")

      try await PristineHost.shell("\(Self.correction); test -e /usr/libexec/oauth-apps/later; oauthctl status")
      #expect(try await PristineHost.shell("dpkg --verify oauth-apps") == "")
    }
  }
}
