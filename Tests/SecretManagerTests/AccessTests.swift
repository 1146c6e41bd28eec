import RPC
import SecretManager
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct AccessTests {
  private let vault: Vault

  init() throws {
    vault = try Vault()
  }

  @Test("Only the registry makes, changes or lists secrets; not even root does")
  func changes() async throws {
    let registry = try vault.instance()
    let issued = try await registry.create()
    for peer in [Peer.root, .service(.tokenIssuer), .service(.secretManager), .person("ada")] {
      let intruder = vault.caller(peer, of: Dispatcher(try vault.manager().routes))
      await expectRefusal(.accessDenied) { _ = try await intruder.create() }
      await expectRefusal(.accessDenied) { _ = try await intruder.rotate() }
      await expectRefusal(.accessDenied) { _ = try await intruder.list() }
      await expectRefusal(.accessDenied) { _ = try await intruder.revoke(issued.sid) }
      await expectRefusal(.accessDenied) { try await intruder.destroy() }
    }
    #expect(try await registry.works(issued))
  }

  @Test("The issuer verifies and looks up secrets, strangers do not; the registry has no need to look")
  func reads() async throws {
    let issued = try await vault.instance().create()
    let dispatcher = Dispatcher(try vault.manager().routes)
    let issuer = vault.caller(.service(.tokenIssuer), of: dispatcher)
    #expect(try await issuer.works(issued))
    #expect(try await issuer.get(issued.sid).status == .active)
    let registry = vault.caller(.service(.appRegistry), of: dispatcher)
    await expectRefusal(.accessDenied) { _ = try await registry.get(issued.sid) }
    for peer in [Peer.root, .person("ada")] {
      let stranger = vault.caller(peer, of: dispatcher)
      await expectRefusal(.accessDenied) { _ = try await stranger.verify(issued.secret) }
      await expectRefusal(.accessDenied) { _ = try await stranger.get(issued.sid) }
    }
  }

  @Test("A database that can't be used makes every call unavailable")
  func outage() async throws {
    let manager = SecretManager(
      store: Store(
        path: "\(vault.directory.path)/none/secrets.db", service: .secretManager, schema: SecretManager.schema),
      pepper: try Pepper([UInt8](Vault.pepperBytes)), clock: vault.clock.clock)
    let registry = vault.registry(of: Dispatcher(manager.routes))
    await expectRefusal(.unavailable) { _ = try await registry.create() }
    await expectRefusal(.unavailable) { _ = try await registry.rotate() }
    await expectRefusal(.unavailable) { _ = try await registry.verify(Sensitive("x")) }
    await expectRefusal(.unavailable) { _ = try await registry.get(.random()) }
    await expectRefusal(.unavailable) { _ = try await registry.list() }
    await expectRefusal(.unavailable) { _ = try await registry.revoke(.random()) }
    await expectRefusal(.unavailable) { try await registry.destroy() }
  }
}
