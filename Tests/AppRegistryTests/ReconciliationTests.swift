import AppRegistry
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

struct ReconciliationTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  private var unfinished: Int {
    get async throws {
      try await fixture.store.read { transaction in
        try transaction.rows("SELECT sid FROM apps WHERE state NOT IN ('active', 'destroyed')").count
      }
    }
  }

  /// Makes a call in a task of its own, which a crash of the line ends.
  private func crash<M: Method>(in method: M, _ fault: Line.Fault, on step: (some Method).Type) async {
    fixture.line.set(fault, on: step)
    let client = fixture.root
    _ = await Task { try? await client.call(method) }.value
    fixture.line.repair()
  }

  @Test(
    "A crash before or after the secret is made leaves an app that nobody sees, and that a later start undoes",
    arguments: [false, true])
  func creation(afterEffect: Bool) async throws {
    let account = try await fixture.createAccount()
    await crash(in: .app(of: account), .crash(afterEffect: afterEffect), on: SecretsCreate.self)
    #expect(fixture.secrets.count() == (afterEffect ? 1 : 0))
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [])
    #expect(try await unfinished == 1)

    fixture.clock.advance(by: 60)
    try await fixture.anotherInstance().reconcile()
    #expect(try await unfinished == 1, "it may still be under way")
    fixture.clock.advance(by: 1)
    try await fixture.anotherInstance().reconcile()
    #expect(try await unfinished == 0)
    #expect(fixture.secrets.count() == 0)
    _ = try await fixture.createApp(of: account)
  }

  @Test(
    "A crash before or after the secrets are destroyed leaves an app deleted, and a later start finishes",
    arguments: [false, true])
  func deletion(afterEffect: Bool) async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    await crash(in: AppsDelete(sid: app.sid), .crash(afterEffect: afterEffect), on: SecretsDestroy.self)
    #expect(fixture.secrets.count() == (afterEffect ? 0 : 1))
    let error = try await #require(throws: ServiceError.self) { try await fixture.root.call(AppsGet(sid: app.sid)) }
    #expect(error.code == .notFound && error.message.contains("was deleted"))
    #expect(try await unfinished == 1)

    try await fixture.anotherInstance().reconcile()
    #expect(try await unfinished == 0)
    #expect(fixture.secrets.count() == 0)
  }

  @Test(
    "A creation that the secret manager fails is undone at once, and its error is passed on", arguments: [false, true])
  func failedCreation(takesEffect: Bool) async throws {
    let account = try await fixture.createAccount()
    fixture.line.set(takesEffect ? .replyLost : .unreachable, on: SecretsCreate.self)
    let error = try await #require(throws: ServiceError.self) { try await fixture.createApp(of: account) }
    #expect(error.code == .unavailable && error.service == "secret-manager")
    #expect(fixture.secrets.count() == 0)
    #expect(try await unfinished == 0)
    fixture.line.repair()
    _ = try await fixture.createApp(of: account)
  }

  @Test("A creation that can't be undone frees its name at once, and reconciliation undoes the rest")
  func failedUndoing() async throws {
    let account = try await fixture.createAccount()
    fixture.line.set(.replyLost, on: SecretsCreate.self)
    fixture.line.set(.unreachable, on: SecretsDestroy.self)
    await #expect(throws: ServiceError.self) { try await fixture.createApp(of: account) }
    fixture.line.repair()
    let app = try await fixture.createApp(of: account)
    try await fixture.registry.reconcile()
    #expect(try await unfinished == 0)
    #expect(fixture.secrets.count() == 1 && fixture.secrets.count(of: app.sid) == 1)
  }

  @Test("A creation that another instance has given up meanwhile does not come back", arguments: [false, true])
  func overtakenCreation(destroyFails: Bool) async throws {
    let account = try await fixture.createAccount()
    let other = try fixture.anotherInstance()
    if destroyFails { fixture.line.set(.unreachable, on: SecretsDestroy.self) }
    fixture.line.set(
      .interlude { [clock = fixture.clock] in
        clock.advance(by: 61)
        try? await other.reconcile()
      }, on: SecretsCreate.self)
    let error = try await #require(throws: ServiceError.self) { try await fixture.createApp(of: account) }
    #expect(error.code == .unavailable && error.message.contains("create the app again"))
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [])
    fixture.line.repair()
    if destroyFails { try await fixture.registry.reconcile() }
    #expect(fixture.secrets.count() == 0)
    #expect(try await unfinished == 0)
  }

  @Test("Reconciliation ends when its task is cancelled, whether or not the secret manager answers")
  func cancelled() async throws {
    let account = try await fixture.createAccount()
    try await fixture.fill(account, with: 3, state: "deleted")
    fixture.line.set(.hang, on: SecretsDestroy.self)
    let reconciliation = Task { [registry = fixture.registry] in try await registry.reconcile() }
    reconciliation.cancel()
    await #expect(throws: CancellationError.self) { try await reconciliation.value }
    #expect(try await unfinished == 3)
  }

  @Test("Reconciliation takes any number of removals to the end, done twice or by two instances at a time")
  func many() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    try await fixture.fill(account, with: 250, state: "deleted")
    async let first: Void = fixture.registry.reconcile()
    async let second: Void = fixture.anotherInstance().reconcile()
    _ = try await (first, second)
    try await fixture.registry.reconcile()
    #expect(try await unfinished == 0)
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [app])
    #expect(fixture.secrets.count(of: app.sid) == 1)
  }
}
