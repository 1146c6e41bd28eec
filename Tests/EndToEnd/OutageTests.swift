import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Outages") struct Outages {
    @Test(
      "On a full disk a change is refused as unavailable with the reason; the service stays up and recovers",
      arguments: Change.services)
    func fullDisk(service: ServiceName) async throws {
      try await mountDisk(for: service)
      let scene = try await Scene()
      let change = Change(service: service, scene: try await Scene("Other"))
      #expect(try await change.make().status == 0)
      let process = try await service.unit().mainPID
      try await TestHost.shell("dd if=/dev/zero of=\(service.stateDirectory)/filler bs=4096 2>/dev/null || true")

      let refused = try await change.makeUntilRefused()
      #expect(refused.status == 69)
      #expect(
        refused.errors.contains(
          "\(service.rawValue) can't use its database: the disk is full; make room;"), "\(refused.errors)")
      #expect(try await scene.isActive(scene.issue()))

      try await TestHost.shell("rm \(service.stateDirectory)/filler")
      #expect(try await change.make().status == 0)
      #expect(try await service.unit().mainPID == process)
      #expect(try await service.unit().property("NRestarts") == "0")
    }

    @Test(
      "On a read-only disk a service starts and refuses changes with the reason; it recovers as it runs",
      arguments: Change.services)
    func readOnlyDisk(service: ServiceName) async throws {
      try await mountDisk(for: service)
      let scene = try await Scene()
      let change = Change(service: service, scene: try await Scene("Other"))
      #expect(try await change.make().status == 0)
      try await TestHost.stopServices()
      // The filesystem is read-only then, not the mount of it: a service keeps the mounts that it started with.
      try await TestHost.shell(
        "mount -o remount,ro \(service.stateDirectory); mount -o remount,bind,rw \(service.stateDirectory)")

      for _ in 0..<3 {
        let refused = try await change.make()
        #expect(refused.status == 69)
        #expect(refused.errors.contains("\(service.rawValue) can't use its database: "), "\(refused.errors)")
      }
      let process = try await service.unit().mainPID
      #expect(process != 0)
      #expect(try await service.unit().property("NRestarts") == "0")

      try await TestHost.shell("mount -o remount,rw \(service.stateDirectory)")
      #expect(try await change.make().status == 0)
      #expect(try await scene.isActive(scene.issue()))
      #expect(try await service.unit().mainPID == process)
    }

    /// Gives a service's state a small filesystem of its own.
    private func mountDisk(for service: ServiceName) async throws {
      let user = service.executable
      try await TestHost.shell(
        """
        mkdir -p \(service.stateDirectory)
        mount -t tmpfs -o size=1M,mode=0700,uid=$(id -u \(user)),gid=$(id -g \(user)) tmpfs \(service.stateDirectory)
        """)
    }
  }
}

/// A call that makes a service write to its database.
private struct Change {
  static let services: [ServiceName] = [.appRegistry, .secretManager, .tokenIssuer]

  let service: ServiceName
  /// Whose secrets may change.
  let scene: Scene

  func make() async throws -> Outcome {
    let app = scene.app.sid.text
    return switch service {
    case .appRegistry: try await Login.root.oauthctl("app", "update", app, "--description", "Sends invoices")
    case .secretManager: try await Login.root.oauthctl("secret", "rotate", app, "--grace", "1d")
    default: try await revokeToken(of: app)
    }
  }

  private func revokeToken(of app: String) async throws -> Outcome {
    let file = "\(TestHost.scratch)/secret"
    try await TestHost.shell("umask 077; cat >\(file)", input: scene.secret.revealed)
    let issued = try await Login.root.oauthctl("token", "issue", app, "--secret-file", file, "--json")
    // A service that closed its database in good order leaves no log files there; without them it can't be opened for
    // reading either.
    guard issued.status == 0 else { return issued }
    let token = try issued.reply(TokenReply.self).accessToken.revealed
    return try await Login.root.oauthctl("token", "revoke", "-", "--client", app, "--secret-file", file, input: token)
  }

  /// The last page of a write-ahead log may have room for some more.
  func makeUntilRefused() async throws -> Outcome {
    for _ in 0..<50 {
      let outcome = try await make()
      if outcome.status != 0 { return outcome }
    }
    return try await make()
  }
}
