import AppRegistry
import RPC
import TestSupport
import Testing
import WireProtocol

/// Of apps and of API keys.
struct DeletionTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test(
    "R7: what is deleted is gone for every method and every instance, its secrets destroyed",
    arguments: ClientCase.allCases)
  func deletion(_ kind: ClientCase) async throws {
    let account = try await fixture.createAccount()
    let id = try await fixture.create(kind, of: account)
    try await fixture.delete(id)
    #expect(fixture.secrets.count(of: id) == 0)
    #expect(try await fixture.list(kind, of: account) == [])
    for routes in [fixture.registry.routes, try fixture.anotherInstance().routes] {
      let client = Client(InProcessTransport(Dispatcher(routes), from: .root))
      for attempt in attempts(on: id, client) {
        let error = try await #require(throws: ServiceError.self) { try await attempt() }
        #expect(error.code == .notFound)
      }
    }
    #expect(fixture.secrets.count() == 0)
  }

  private func attempts(on id: ClientID, _ client: Client) -> [() async throws -> Void] {
    let both: [() async throws -> Void] = [
      { try await fixture.show(id, to: client) }, { try await fixture.update(id, by: client) },
      { try await fixture.rotate(id, by: client) },
    ]
    guard case .app(let sid) = id else { return both }
    return both + [
      { _ = try await client.call(AppsListSecrets(sid: sid)) },
      { _ = try await client.call(AppsRevokeSecret(sid: sid, secretSid: .sample)) },
    ]
  }

  @Test("R7: deleting twice is not found, and says when it was deleted", arguments: ClientCase.allCases)
  func twice(_ kind: ClientCase) async throws {
    let id = try await fixture.create(kind, of: fixture.createAccount())
    try await fixture.delete(id)
    fixture.clock.advance(by: 100)
    let error = try await #require(throws: ServiceError.self) { try await fixture.delete(id) }
    #expect(error.code == .notFound && error.message.contains("\(id) was deleted at 2027-01-15T08:00:00Z"))
  }

  @Test("Only those who could see it are told that something was deleted", arguments: ClientCase.allCases)
  func discretion(_ kind: ClientCase) async throws {
    let account = try await fixture.createAccount()
    let id = try await fixture.create(kind, of: account)
    try await fixture.delete(id)
    let developer = try await fixture.createPerson("dev", .developer, of: account)
    let stranger = try await fixture.createPerson("sam", .support, of: account)
    let told = try await #require(throws: ServiceError.self) { try await fixture.show(id, to: developer.client) }
    let untold = try await #require(throws: ServiceError.self) { try await fixture.show(id, to: stranger.client) }
    #expect(told.code == .notFound && told.message.contains("was deleted"))
    #expect(untold.code == .notFound && !untold.message.contains("deleted"))
  }

  @Test(
    "R7: deletion does not wait for a secret manager that is away; the secrets go when that is back",
    arguments: ClientCase.allCases)
  func secretManagerAway(_ kind: ClientCase) async throws {
    let id = try await fixture.create(kind, of: fixture.createAccount())
    fixture.line.set(.unreachable, on: SecretsDestroy.self)
    try await fixture.delete(id)
    await #expect(throws: ServiceError.self) { try await fixture.show(id) }
    let error = try await #require(throws: ServiceError.self) { try await fixture.registry.reconcile() }
    #expect(error.code == .unavailable && fixture.secrets.count(of: id) == 1)
    fixture.line.repair()
    try await fixture.registry.reconcile()
    #expect(fixture.secrets.count(of: id) == 0)
  }

  @Test("R7: a rotation that a deletion overtakes leaves no secret and no reply", arguments: ClientCase.allCases)
  func overtakenRotation(_ kind: ClientCase) async throws {
    let id = try await fixture.create(kind, of: fixture.createAccount())
    fixture.line.set(.interlude { [fixture] in try await fixture.delete(id) }, on: SecretsRotate.self)
    let error = try await #require(throws: ServiceError.self) { try await fixture.rotate(id) }
    #expect(error.code == .notFound && error.message.contains("while its secrets were changed"))
    #expect(fixture.secrets.count(of: id) == 0)
  }
}
