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
        try ["apps", "api_keys"].map { table in
          try transaction.rows("SELECT sid FROM \(table) WHERE state NOT IN ('active', 'destroyed')").count
        }.reduce(0, +)
      }
    }
  }

  /// Makes a change in a task of its own, which a crash of the line ends.
  private func crash(
    _ fault: Line.Fault, on step: (some Method).Type,
    in change: @escaping @Sendable (RegistryFixture) async throws -> Void
  ) async {
    fixture.line.set(fault, on: step)
    _ = await Task { [fixture] in try? await change(fixture) }.value
    fixture.line.repair()
  }

  @Test(
    "A crash before or after the secret is made leaves a client that nobody sees, and that a later start undoes",
    arguments: ClientCase.allCases, [false, true])
  func creation(_ kind: ClientCase, afterEffect: Bool) async throws {
    let account = try await fixture.createAccount()
    await crash(.crash(afterEffect: afterEffect), on: SecretsCreate.self) { fixture in
      _ = try await fixture.create(kind, of: account)
    }
    #expect(fixture.secrets.count() == (afterEffect ? 1 : 0))
    #expect(try await fixture.list(kind, of: account) == [])
    #expect(try await unfinished == 1)
    let error = try await #require(throws: ServiceError.self) { _ = try await fixture.create(kind, of: account) }
    #expect(error.code == .alreadyExists && error.message.contains("try again in a minute"))

    fixture.clock.advance(by: 60)
    try await fixture.anotherInstance().reconcile()
    #expect(try await unfinished == 1, "it may still be under way")
    fixture.clock.advance(by: 1)
    try await fixture.anotherInstance().reconcile()
    #expect(try await unfinished == 0)
    #expect(fixture.secrets.count() == 0)
    _ = try await fixture.create(kind, of: account)
  }

  @Test(
    "A crash before or after the secrets are destroyed leaves a client deleted, and a later start finishes",
    arguments: ClientCase.allCases, [false, true])
  func deletion(_ kind: ClientCase, afterEffect: Bool) async throws {
    let account = try await fixture.createAccount()
    let client = try await fixture.create(kind, of: account)
    await crash(.crash(afterEffect: afterEffect), on: SecretsDestroy.self) { try await $0.delete(client) }
    #expect(fixture.secrets.count() == (afterEffect ? 0 : 1))
    let error = try await #require(throws: ServiceError.self) { try await fixture.show(client) }
    #expect(error.code == .notFound && error.message.contains("was deleted"))
    #expect(try await unfinished == 1)

    try await fixture.anotherInstance().reconcile()
    #expect(try await unfinished == 0)
    #expect(fixture.secrets.count() == 0)
  }

  @Test(
    "A creation that the secret manager fails is undone at once, and its error is passed on",
    arguments: ClientCase.allCases, [false, true])
  func failedCreation(_ kind: ClientCase, takesEffect: Bool) async throws {
    let account = try await fixture.createAccount()
    fixture.line.set(takesEffect ? .replyLost : .unreachable, on: SecretsCreate.self)
    let error = try await #require(throws: ServiceError.self) { try await fixture.create(kind, of: account) }
    #expect(error.code == .unavailable && error.service == "secret-manager")
    #expect(fixture.secrets.count() == 0)
    #expect(try await unfinished == 0)
    fixture.line.repair()
    _ = try await fixture.create(kind, of: account)
  }

  @Test(
    "A creation that can't be undone frees its name at once, and reconciliation undoes the rest",
    arguments: ClientCase.allCases)
  func failedUndoing(_ kind: ClientCase) async throws {
    let account = try await fixture.createAccount()
    fixture.line.set(.replyLost, on: SecretsCreate.self)
    fixture.line.set(.unreachable, on: SecretsDestroy.self)
    await #expect(throws: ServiceError.self) { try await fixture.create(kind, of: account) }
    fixture.line.repair()
    let client = try await fixture.create(kind, of: account)
    try await fixture.registry.reconcile()
    #expect(try await unfinished == 0)
    #expect(fixture.secrets.count() == 1 && fixture.secrets.count(of: client) == 1)
  }

  @Test(
    "A creation that another instance has given up meanwhile does not come back",
    arguments: ClientCase.allCases, [false, true])
  func overtakenCreation(_ kind: ClientCase, destroyFails: Bool) async throws {
    let account = try await fixture.createAccount()
    let other = try fixture.anotherInstance()
    if destroyFails { fixture.line.set(.unreachable, on: SecretsDestroy.self) }
    fixture.line.set(
      .interlude { [clock = fixture.clock] in
        clock.advance(by: 61)
        try? await other.reconcile()
      }, on: SecretsCreate.self)
    let error = try await #require(throws: ServiceError.self) { try await fixture.create(kind, of: account) }
    #expect(error.code == .unavailable && error.message.contains("create the \(kind.rawValue) again"))
    #expect(try await fixture.list(kind, of: account) == [])
    fixture.line.repair()
    if destroyFails { try await fixture.registry.reconcile() }
    #expect(fixture.secrets.count() == 0)
    #expect(try await unfinished == 0)
  }

  @Test(
    "A secret that comes after its client was given up is destroyed in the end, also if that fails at first",
    arguments: ClientCase.allCases)
  func lateSecret(_ kind: ClientCase) async throws {
    let account = try await fixture.createAccount()
    let other = try fixture.anotherInstance()
    fixture.line.set(
      .prelude { [clock = fixture.clock, line = fixture.line] in
        clock.advance(by: 61)
        try await other.reconcile()
        line.set(.unreachable, on: SecretsDestroy.self)
      }, on: SecretsCreate.self)
    await #expect(throws: ServiceError.self) { try await fixture.create(kind, of: account) }
    #expect(fixture.secrets.count() == 1)
    #expect(try await fixture.list(kind, of: account) == [])
    fixture.line.repair()
    _ = try await fixture.create(kind, of: account)
    try await fixture.registry.reconcile()
    #expect(fixture.secrets.count() == 1, "only the new client's")
    #expect(try await unfinished == 0)
  }

  @Test("Removals that fail each time keep no other from being finished")
  func lasting() async throws {
    let account = try await fixture.createAccount()
    let key = try await fixture.create(.apiKey, of: account)
    try await fixture.fill(account, with: 150, state: "deleted")
    let failing = try await fixture.store.read { transaction in
      let sids = try transaction.rows("SELECT sid FROM apps WHERE state = 'deleted' ORDER BY id").map {
        try $0.value("sid", as: String.self)
      }
      return Set(sids.dropLast())
    }
    fixture.line.set(.unreachable, on: SecretsDestroy.self)
    try await fixture.delete(key)
    fixture.line.set(
      .refusal(ServiceError(.internalError, "a damaged row")) { request in
        failing.contains { String(decoding: request.params, as: UTF8.self).contains($0) }
      }, on: SecretsDestroy.self)
    let error = await #expect(throws: ServiceError.self) { try await fixture.registry.reconcile() }
    #expect(error?.message == "a damaged row")
    #expect(try await unfinished == failing.count)
  }

  @Test("Reconciliation ends when its task is cancelled while the secret manager does not answer, and asks no more")
  func cancelled() async throws {
    let account = try await fixture.createAccount()
    try await fixture.fill(account, with: 3, state: "deleted")
    let (calls, call) = AsyncStream<Void>.makeStream()
    fixture.line.set(.hang { call.yield() }, on: SecretsDestroy.self)
    let reconciliation = Task { [registry = fixture.registry] in try await registry.reconcile() }
    for await _ in calls.prefix(1) {}
    reconciliation.cancel()
    await #expect(throws: CancellationError.self) { try await reconciliation.value }
    call.finish()
    #expect(await calls.reduce(into: 1) { count, _ in count += 1 } == 1)
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
    #expect(fixture.secrets.count(of: .app(app.sid)) == 1)
  }
}
