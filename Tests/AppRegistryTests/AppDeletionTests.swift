import AppRegistry
import RPC
import TestSupport
import Testing
import WireProtocol

struct AppDeletionTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("R7: a deleted app is gone for every method and every instance, its secrets destroyed")
  func deletion() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    _ = try await fixture.root.call(AppsDelete(sid: app.sid))
    #expect(fixture.secrets.count(of: app.sid) == 0)
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [])
    for routes in [fixture.registry.routes, try fixture.anotherInstance().routes] {
      let client = Client(InProcessTransport(Dispatcher(routes), from: .root))
      for attempt in [
        { _ = try await client.call(AppsGet(sid: app.sid)) }, { _ = try await client.call(AppsUpdate(sid: app.sid)) },
        { _ = try await client.call(AppsRotateSecret(sid: app.sid)) },
        { _ = try await client.call(AppsListSecrets(sid: app.sid)) },
        { _ = try await client.call(AppsRevokeSecret(sid: app.sid, secretSid: .sample)) },
      ] as [() async throws -> Void] {
        let error = try await #require(throws: ServiceError.self) { try await attempt() }
        #expect(error.code == .notFound)
      }
    }
    #expect(fixture.secrets.count() == 0)
  }

  @Test("R7: deleting twice is not found, and says when it was deleted")
  func twice() async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    _ = try await fixture.root.call(AppsDelete(sid: app.sid))
    fixture.clock.advance(by: 100)
    let error = try await #require(throws: ServiceError.self) { try await fixture.root.call(AppsDelete(sid: app.sid)) }
    #expect(error.code == .notFound && error.message.contains("\(app.sid) was deleted at 2027-01-15T08:00:00Z"))
  }

  @Test("Only those who could see it are told that an app was deleted")
  func discretion() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    _ = try await fixture.root.call(AppsDelete(sid: app.sid))
    let developer = try await fixture.createPerson("dev", .developer, of: account)
    let stranger = try await fixture.createPerson("sam", .support, of: account)
    let told = try await #require(throws: ServiceError.self) { try await developer.client.call(AppsGet(sid: app.sid)) }
    let untold = try await #require(throws: ServiceError.self) { try await stranger.client.call(AppsGet(sid: app.sid)) }
    #expect(told.code == .notFound && told.message.contains("was deleted"))
    #expect(untold.code == .notFound && !untold.message.contains("deleted"))
  }

  @Test("R7: an app is deleted although the secret manager is away; its secrets go when that is back")
  func secretManagerAway() async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    fixture.line.set(.unreachable, on: SecretsDestroy.self)
    _ = try await fixture.root.call(AppsDelete(sid: app.sid))
    await #expect(throws: ServiceError.self) { try await fixture.root.call(AppsGet(sid: app.sid)) }
    let error = try await #require(throws: ServiceError.self) { try await fixture.registry.reconcile() }
    #expect(error.code == .unavailable && fixture.secrets.count(of: app.sid) == 1)
    fixture.line.repair()
    try await fixture.registry.reconcile()
    #expect(fixture.secrets.count(of: app.sid) == 0)
  }

  @Test("R7: a rotation that a deletion overtakes leaves no secret and no reply")
  func overtakenRotation() async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    let deletion = fixture.root
    fixture.line.set(.interlude { _ = try await deletion.call(AppsDelete(sid: app.sid)) }, on: SecretsRotate.self)
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(AppsRotateSecret(sid: app.sid))
    }
    #expect(error.code == .notFound && error.message.contains("while its secrets were changed"))
    #expect(fixture.secrets.count(of: app.sid) == 0)
  }
}
