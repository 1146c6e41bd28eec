import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  /// What `oauthctl backup` and `oauthctl restore` do about files of an administrator.
  @Suite("Backup of the configuration") struct ConfigurationBackup {
    private static let archive = "\(TestHost.scratch)/archive"
    private static let folder = "/etc/oauth-apps"

    private func backUp() async throws -> Outcome {
      try await Login.root.oauthctl(
        "backup", Self.archive, "--passphrase-file", "-", input: "correct horse battery staple")
    }

    private func restore(umask: String = "022") async throws -> Outcome {
      try await Login.root.run(
        ["sh", "-c", "umask \(umask); exec oauthctl restore \(Self.archive) --replace --passphrase-file -"],
        input: "correct horse battery staple")
    }

    private func modes(_ paths: String...) async throws -> [String] {
      try await TestHost.shell("stat --dereference --format %a \(paths.joined(separator: " "))").split(separator: "\n")
        .map(String.init)
    }

    @Test(
      "What is in the way of a file is told, and the services go on with the state that they had",
      arguments: [
        ("mkdir $file", "rmdir $file", "is a directory here, but none in the backup"),
        (
          "touch $file; mount --bind \(TestHost.scratch)/note $file", "umount $file",
          "the services have the state that they had"
        ),
      ])
    func obstacle(make: String, remove: String, fault: String) async throws {
      let file = "\(Self.folder)/note"
      try await TestHost.shell("file=\(file); echo first >$file; cp $file \(TestHost.scratch)/note")
      let scene = try await Scene()
      #expect(try await backUp().status == 0)
      let later = try await Scene("Later")
      try await TestHost.shell("file=\(file); rm $file; \(make)")
      let refused = try await restore()
      #expect(refused.status == 1)
      #expect(refused.errors.contains(fault), "\(refused.errors)")
      #expect(try await later.isActive(later.issue()))
      for unit in ServiceName.allCases.flatMap(\.socketUnits) { #expect(try await unit.state == "active", "\(unit)") }

      try await TestHost.shell("file=\(file); \(remove)")
      #expect(try await restore().status == 0)
      #expect(try await TestHost.shell("cat \(file)") == "first")
      #expect(try await scene.isActive(scene.issue()))
      #expect(try await Login.root.oauthctl("account", "show", later.account.sid.text).errors.contains("not_found"))
      try await TestHost.shell("rm \(file)")
    }

    @Test(
      """
      What is behind a folder that is a link is in the backup, a catalogue of 2 MB too, and comes back with the \
      permissions of its directories, whatever the umask; of what is elsewhere it is said that it is not
      """)
    func linkedFolder() async throws {
      let elsewhere = "\(TestHost.scratch)/elsewhere"
      try await TestHost.shell(
        """
        rm -rf \(Self.folder)
        mkdir --parents \(elsewhere)/permissions.d \(elsewhere)/private \(TestHost.scratch)/mine
        ln -s \(elsewhere) \(Self.folder)
        ln -s \(TestHost.scratch)/mine \(Self.folder)/mine
        ln -s permissions.d \(Self.folder)/same
        (
          printf '{"version":1,"x-more":"'
          head --bytes=2000000 /dev/zero | tr '\\0' x
          printf '","permissions":[{"permission":"large:read","description":"Read"}]}'
        ) >\(Self.folder)/permissions.d/large.json
        echo key >\(Self.folder)/private/key
        chmod 0700 \(Self.folder)/private
        """)
      _ = try await Scene()
      let made = try await backUp()
      #expect(made.status == 0)
      let stranger = "\(Self.folder)/mine is a link to \(TestHost.scratch)/mine"
      #expect(
        made.errors == "oauthctl: warning: \(stranger), which is not in the backup; keep a copy of that too\n")
      try await TestHost.shell("rm \(Self.folder); mv \(elsewhere) \(elsewhere).old")

      let restored = try await restore(umask: "077")
      #expect(restored.status == 0, "\(restored.errors)")
      #expect(
        try await modes(
          Self.folder, "\(Self.folder)/permissions.d", "\(Self.folder)/private", "\(Self.folder)/private/key")
          == ["755", "755", "700", "644"])
      try await TestHost.shell("diff --recursive --no-dereference \(elsewhere).old \(Self.folder)")
      #expect(try await TestHost.shell("oauthctl permission list").contains("large:read"))
      try await TestHost.shell("rm -r \(Self.folder); systemd-tmpfiles --create oauth-apps.conf")
    }

    @Test(
      "A backup that would lack a file, or that no restore would take, is none",
      arguments: [
        (#"touch "$(printf 'bad\xff')""#, "it has gone, or its name is not UTF-8; rename it"),
        ("seq 10000 | xargs touch", "more than a restore would take"),
      ])
    func unfit(make: String, fault: String) async throws {
      _ = try await Scene()
      let directory = "\(Self.folder)/more"
      try await TestHost.shell("rm -f \(Self.archive); mkdir \(directory); cd \(directory); \(make)")
      let ending = try await backUp()
      #expect(ending.status == 1 && ending.errors.contains(fault), "\(ending.errors)")
      try await TestHost.shell("test ! -e \(Self.archive); rm -r \(directory)")
    }

    @Test("A credential that can't be decrypted ends the backup, also where the parent does not wait for its children")
    func unheardEnd() async throws {
      _ = try await Scene()
      let credential = "/etc/credstore.encrypted/oauth-secret-manager.pepper"
      try await TestHost.shell("cp \(credential) \(TestHost.scratch)/pepper; echo damaged >\(credential)")
      let ending = try await Login.root.run(
        ["bash", "-c", "trap '' CHLD; oauthctl backup \(Self.archive) --passphrase-file -; exit $?"],
        input: "correct horse battery staple")
      #expect(ending.status == 1)
      #expect(ending.errors.contains("has failed; see above why"), "\(ending.errors)")
      try await TestHost.shell("cp \(TestHost.scratch)/pepper \(credential); test ! -e \(Self.archive)")
    }
  }
}
