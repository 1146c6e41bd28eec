import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  /// What keeps a service from working is told at once, to whoever calls and to whoever looks.
  @Suite("Degraded") struct Degraded {
    private let unit = ServiceName.tokenIssuer.unit()

    private func expectReason(_ reason: String) async throws {
      for command in [["call", "token-issuer", "jwks.get"], ["status"]] {
        let outcome = try await Login.root.run(["oauthctl"] + command)
        #expect(outcome.status == 69)
        #expect(outcome.errors.contains(reason), "\(command): \(outcome.errors)")
      }
    }

    private func setCredential(_ source: String, of service: ServiceName = .tokenIssuer) async throws {
      try await TestHost.addDropIn("[Service]\nLoadCredentialEncrypted=\n\(source)", to: service.template)
    }

    @Test("Without its credential the issuer starts, and says which one is missing")
    func missingCredential() async throws {
      try await setCredential("LoadCredentialEncrypted=key-encryption-key:oauth-token-issuer.nowhere")
      try await expectReason("key-encryption-key can't be read")
      try await expectReason("oauth-token-issuer")
      #expect(try await unit.property("NRestarts") == "0")
      #expect(try await unit.property("StatusText").contains("degraded: "))
    }

    @Test("With a credential of the wrong length the issuer starts, and says what it expects")
    func shortCredential() async throws {
      try await setCredential("SetCredential=key-encryption-key:short")
      try await expectReason("has 5 bytes, not 32; restore it")
      #expect(try await unit.property("NRestarts") == "0")
    }

    @Test("A credential that is put back is taken up at a call a minute later, without a restart")
    func restoredCredentials() async throws {
      let scene = try await Scene()
      try await TestHost.stopServices()
      try await setCredential("SetCredential=key-encryption-key:short")
      try await setCredential("SetCredential=pepper:\(String(repeating: "p", count: 32))", of: .secretManager)
      let status = try await Login.root.oauthctl("status")
      for reason in ["has 5 bytes, not 32; restore it", "has another pepper than the one that stored secrets"] {
        #expect(status.errors.contains(reason), "\(status.errors)")
      }
      for service in [ServiceName.tokenIssuer, .secretManager] {
        try await TestHost.shell("rm -r /etc/systemd/system/\(service.template.name).d; systemctl daemon-reload")
      }
      try await waitUntil { await (try? scene.issue()) != nil }
      #expect(try await Login.root.oauthctl("status").status == 0)
    }

    @Test("That a credential is another one stands in systemctl status before anybody asks")
    func otherCredential() async throws {
      _ = try await Scene().issue()
      try await TestHost.stopServices()
      try await setCredential("SetCredential=pepper:\(String(repeating: "p", count: 32))", of: .secretManager)
      let unit = ServiceName.secretManager.unit()
      try await TestHost.shell("systemctl start \(unit)")
      try await waitUntil {
        try await unit.property("StatusText").contains("has another pepper than the one that stored secrets")
      }
    }

    @Test("With a credential that systemd can't decrypt, nobody waits: the command says so")
    func damagedCredential() async throws {
      let file = "\(TestHost.scratch)/damaged"
      try await TestHost.write("damaged", to: file)
      try await setCredential("LoadCredentialEncrypted=key-encryption-key:\(file)")
      try await expectReason("systemd can't start \(unit): its credential can't be decrypted")
      try await TestHost.reset()
      #expect(try await Login.root.oauthctl("status").status == 0)
    }

    @Test("Without its user, nobody waits: the command says so")
    func missingUser() async throws {
      try await TestHost.addDropIn("[Service]\nUser=nobody-of-this-name", to: ServiceName.tokenIssuer.template)
      try await expectReason("systemd can't start \(unit): its user is missing")
    }

    /// What keeps the registry from its database, and what mends that.
    enum Damage: String, CaseIterable {
      case damaged, unreadable, full

      private static let directory = "/var/lib/oauth-apps/app-registry"
      private static let file = "\(directory)/app-registry.sqlite"

      var script: String {
        switch self {
        case .damaged: "cp \(Self.file) \(TestHost.scratch); yes damaged | head --lines 1000 >\(Self.file)"
        case .unreadable: "chmod 000 \(Self.file)"
        case .full:
          """
          cp --archive \(Self.directory) \(TestHost.scratch)
          mount -t tmpfs -o size=2m,mode=0700 tmpfs \(Self.directory)
          cp --archive \(TestHost.scratch)/app-registry/. \(Self.directory)
          chown --reference \(TestHost.scratch)/app-registry \(Self.directory)
          head --bytes 2M /dev/zero >\(Self.directory)/filler || true
          """
        }
      }

      var cure: String {
        switch self {
        case .damaged: "cat \(TestHost.scratch)/app-registry.sqlite >\(Self.file)"
        case .unreadable: "chmod 600 \(Self.file)"
        case .full: "rm \(Self.directory)/filler"
        }
      }

      var reason: String {
        switch self {
        case .damaged: "its file is damaged; restore a backup"
        case .unreadable: "its file can't be opened; check the state directory"
        case .full: "the disk is full; make room"
        }
      }
    }

    @Test(
      "Where the database can't be used, the client, oauthctl status and systemd say why; mended, all goes on",
      arguments: Damage.allCases)
    func database(_ damage: Damage) async throws {
      let scene = try await Scene()
      try await TestHost.stopServices()
      try await TestHost.shell(damage.script)
      for command in [["account", "create", "Another"], ["status"]] {
        let outcome = try await Login.root.run(["oauthctl"] + command)
        #expect(outcome.status == 69)
        #expect(outcome.errors.contains(damage.reason), "\(command): \(outcome.errors)")
      }
      let registry = ServiceName.appRegistry.unit()
      try await waitUntil { try await registry.property("StatusText").contains("degraded: ") }
      #expect(try await registry.property("StatusText").contains(damage.reason))
      let process = try await registry.mainPID
      try await TestHost.shell(damage.cure)
      _ = try await scene.issue()
      #expect(try await Login.root.oauthctl("account", "create", "Another").status == 0)
      #expect(try await Login.root.oauthctl("status").status == 0)
      #expect(try await registry.mainPID == process)
    }

    @Test("Where nobody may enter the directory of the sockets, the services say so, and work once everybody may")
    func closedDirectory() async throws {
      try await TestHost.shell("chmod 0700 /run/oauth-apps")
      try await expectReason("Permission denied; give its directory, and those above it, their modes back")
      try await TestHost.shell("systemd-tmpfiles --create oauth-apps.conf")
      try await waitUntil { try await Login.root.oauthctl("status").status == 0 }
    }

    @Test("A directory of a change page that is lost is made by what the message says")
    func lostDirectory() async throws {
      #expect(try await Login.root.oauthctl("status").status == 0)
      try await TestHost.shell("rm -r /run/oauth-apps/app-registry")
      let refused = try await Login.root.oauthctl("account", "create", "Lost")
      #expect(refused.status == 69)
      #expect(refused.errors.contains("systemctl restart oauth-apps.target"), "\(refused.errors)")
      try await TestHost.shell("systemctl restart oauth-apps.target")
      #expect(try await Login.root.oauthctl("account", "create", "Found").status == 0)
      #expect(try await Login.root.oauthctl("status").status == 0)
    }

    @Test("A socket that is restarted while its service runs is there again, and so is one whose file was removed")
    func socketRestart() async throws {
      let service = ServiceName.tokenIssuer
      #expect(try await Login.root.oauthctl("status").status == 0)
      try await TestHost.shell("systemctl restart \(service.socketUnit)")
      #expect(try await Login.root.oauthctl("status").status == 0)
      try await TestHost.shell("rm /run/oauth-apps/\(service.socket)")
      let lost = try await Login.root.oauthctl("status")
      #expect(lost.status == 69)
      #expect(lost.errors.contains("start it with systemctl restart \(service.socketUnit)"), "\(lost.errors)")
      try await TestHost.shell("systemctl restart \(service.socketUnit)")
      #expect(try await Login.root.oauthctl("status").status == 0)
    }

    @Test("SIGHUP and SIGUSR1 end no service", arguments: ["SIGHUP", "SIGUSR1"])
    func signals(signal: String) async throws {
      let connection = try ServiceConnection(to: .tokenIssuer)
      _ = try connection.call(MetadataGet())
      let process = try await unit.mainPID
      try await unit.kill(signal)
      for _ in 1...20 { _ = try connection.call(MetadataGet()) }
      #expect(try await unit.mainPID == process)
    }
  }
}
