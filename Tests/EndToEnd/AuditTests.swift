import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Audit trail") struct AuditTrail {
    @Test("R21: a trail whose end is cut off with its checkpoints, or begun anew, is found by those of the journal")
    func cutOff() async throws {
      let registry = ServiceName.appRegistry
      let database = "\(registry.stateDirectory)/app-registry.sqlite"
      // Other tests have had trails of their own.
      try await TestHost.shell("journalctl --quiet --rotate --vacuum-time=1us")
      _ = try await Scene()
      try await registry.unit().stop()
      try await TestHost.shell("journalctl --sync; cp --preserve \(database) \(database)-earlier")
      _ = try await Login.root.oauthctl("account", "create", "Later")
      try await registry.unit().stop()
      try await TestHost.shell("journalctl --sync")
      let intact = try await Login.root.oauthctl("audit", "verify", "--service", registry.rawValue)
      #expect(intact.status == 0 && !intact.errors.contains("no checkpoint"), "\(intact.errors)")
      // An earlier database is one whose end was cut off.
      try await registry.unit().stop()
      try await TestHost.shell("mv \(database) \(database)-later; mv \(database)-earlier \(database)")
      let cut = try await Login.root.oauthctl("audit", "verify", "--service", registry.rawValue)
      #expect(cut.status == 1 && cut.output.contains("the end was cut off"))
      try await registry.unit().stop()
      try await TestHost.shell("mv \(database)-later \(database)")

      try await TestHost.shell("mv \(database) \(database)-former; rm \(database)-made")
      let anew = try await Login.root.oauthctl("audit", "verify", "--service", registry.rawValue)
      #expect(anew.status == 1 && anew.errors.contains("was made anew, or replaced"), "\(anew)")
      try await registry.unit().stop()
      try await TestHost.shell("mv \(database)-former \(database)")
    }

    @Test("R21: a person sees the entries of its account, and a stranger's refusals are in the trail")
    func people() async throws {
      try await Login.stranger.enrol()
      let scene = try await Scene()
      let denied = try await Login.stranger.oauthctl("audit", "list", "--account", scene.account.sid.text)
      #expect(denied.status == 1)
      _ = try await Login.stranger.oauthctl("account", "create", "Intruder")
      try await ServiceName.appRegistry.unit().stop()
      let found = try await Login.root.oauthctl("audit", "list", "--outcome", "access_denied", "--page-size", "1")
      #expect(found.output.contains("accounts.create") && found.output.contains(Login.stranger.name))
    }
  }
}
