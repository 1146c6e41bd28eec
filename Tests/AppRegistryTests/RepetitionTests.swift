import AppRegistry
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

/// R19: a change is carried out once, however often it is sent, to whichever instance.
struct RepetitionTests {
  private let fixture: RegistryFixture
  private let key = IdempotencyKey.random()

  init() throws {
    fixture = try RegistryFixture()
  }

  /// A client of an instance that has just been started over the same database.
  private func anotherInstance() throws -> Client {
    Client(InProcessTransport(Dispatcher(try fixture.anotherInstance().routes), from: .root))
  }

  private func crash<M: Method>(in method: M, _ fault: Line.Fault, on step: (some Method).Type) async {
    fixture.line.set(fault, on: step)
    let client = fixture.root
    _ = await Task { try? await client.call(method, key: key) }.value
    fixture.line.repair()
  }

  /// Makes a change, and again at another instance, and expects the same answer.
  private func twice<M: Method>(_ method: M, sourceLocation: SourceLocation = #_sourceLocation) async throws -> M.Reply
  {
    let key = IdempotencyKey.random()
    let reply = try await fixture.root.call(method, key: key)
    fixture.clock.advance(by: 1)
    let again = try await anotherInstance().call(method, key: key)
    #expect(again == reply, sourceLocation: sourceLocation)
    return reply
  }

  @Test("R19: each kind of change is made once and answered alike")
  func everyChange() async throws {
    let account = try await twice(AccountsCreate(friendlyName: .init(trusted: "Acme")))
    let user = try await twice(UsersCreate(friendlyName: .init(trusted: "Ada"), unixUser: "ada"))
    let role = RolesGrant(userSid: user.sid, accountSid: account.sid, role: .developer)
    _ = try await twice(role)
    _ = try await twice(RolesRevoke(userSid: user.sid, accountSid: account.sid, role: .developer))
    let app = try await twice(AppsCreate.app(of: account)).app
    _ = try await twice(AppsUpdate(sid: app.sid, description: .init(trusted: "changed")))
    let issued = try await twice(AppsRotateSecret(sid: app.sid))
    #expect(fixture.secrets.count(of: .app(app.sid)) == 2)
    _ = try await twice(AppsRevokeSecret(sid: app.sid, secretSid: issued.sid))
    _ = try await twice(AccountsSuspend(sid: account.sid))
    _ = try await twice(AccountsResume(sid: account.sid))
    _ = try await twice(AppsDelete(sid: app.sid))
    _ = try await twice(UsersDelete(sid: user.sid))
    _ = try await twice(AccountsClose(sid: account.sid))
    #expect(try await fixture.root.call(AccountsList()).items.count == 1)
  }

  @Test(
    "R19: a creation that was cut short is finished when it comes again: same app, one secret",
    arguments: [Line.Fault.crash(afterEffect: false), .crash(afterEffect: true)])
  func crashedCreation(fault: Line.Fault) async throws {
    let account = try await fixture.createAccount()
    await crash(in: AppsCreate.app(of: account), fault, on: SecretsCreate.self)
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [])
    let created = try await anotherInstance().call(AppsCreate.app(of: account), key: key)
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [created.app])
    #expect(fixture.secrets.count() == 1 && fixture.secrets.count(of: .app(created.app.sid)) == 1)
    #expect(try await fixture.root.call(AppsCreate.app(of: account), key: key) == created)
    fixture.clock.advance(by: 61)
    try await fixture.registry.reconcile()
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [created.app])
  }

  @Test("R19: a creation that was undone before it comes again is made anew, and what was refused may be tried again")
  func undoneCreation() async throws {
    let account = try await fixture.createAccount()
    await crash(in: AppsCreate.app(of: account), .crash(afterEffect: true), on: SecretsCreate.self)
    fixture.clock.advance(by: 61)
    try await anotherRegistryReconciles()
    let created = try await fixture.root.call(AppsCreate.app(of: account), key: key)
    #expect(fixture.secrets.count() == 1 && fixture.secrets.count(of: .app(created.app.sid)) == 1)

    let other = IdempotencyKey.random()
    fixture.line.set(.unreachable, on: SecretsCreate.self)
    await #expect(throws: ServiceError.self) {
      try await fixture.root.call(AppsCreate.app("Second", of: account), key: other)
    }
    fixture.line.repair()
    _ = try await fixture.root.call(AppsCreate.app("Third", of: account), key: other)
  }

  private func anotherRegistryReconciles() async throws {
    try await fixture.anotherInstance().reconcile()
  }

  @Test("R19: the same creation at two instances at a time is one app")
  func together() async throws {
    let account = try await fixture.createAccount()
    let other = try anotherInstance()
    let key = key
    let repeated = Kept<CreatedApp>()
    fixture.line.set(
      .interlude { [line = fixture.line] in
        line.repair()
        await repeated.keep(try await other.call(AppsCreate.app(of: account), key: key))
      }, on: SecretsCreate.self)
    let created = try await fixture.root.call(AppsCreate.app(of: account), key: key)
    #expect(await repeated.value == created)
    #expect(fixture.secrets.count() == 1)
  }

  @Test(
    "R19: a rotation that was cut short is finished when it comes again, and makes one secret",
    arguments: [Line.Fault.crash(afterEffect: false), .crash(afterEffect: true), .replyLost])
  func crashedRotation(fault: Line.Fault) async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    await crash(in: AppsRotateSecret(sid: app.sid), fault, on: SecretsRotate.self)
    let issued = try await anotherInstance().call(AppsRotateSecret(sid: app.sid), key: key)
    #expect(try await fixture.root.call(AppsRotateSecret(sid: app.sid), key: key) == issued)
    #expect(fixture.secrets.count(of: .app(app.sid)) == 2)
  }

  @Test("R19: a creation that was cut short is not finished for somebody whose role was taken away meanwhile")
  func roleTakenAway() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    fixture.line.set(.crash(afterEffect: true), on: SecretsCreate.self)
    _ = await Task { try? await ada.client.call(AppsCreate.app(of: account), key: key) }.value
    fixture.line.repair()
    _ = try await fixture.root.call(
      RolesRevoke(userSid: ada.user.sid, accountSid: account.sid, role: .developer))
    let error = try await #require(throws: ServiceError.self) {
      try await ada.client.call(AppsCreate.app(of: account), key: key)
    }
    #expect(error.code == .notFound)
  }

  @Test("R19: sent again, a change is not admitted again: nobody need wonder what became of it")
  func admission() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    let issued = try await fixture.root.call(AppsRotateSecret(sid: app.sid), key: key)
    _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    #expect(try await fixture.root.call(AppsRotateSecret(sid: app.sid), key: key) == issued)
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(AppsRotateSecret(sid: app.sid))
    }
    #expect(error.code == .conflict)
  }

  @Test("R19: the key of another change is refused, whatever the methods: conflict")
  func otherChange() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.root.call(AppsCreate.app(of: account), key: key).app
    try await expectConflict(AppsCreate.app("Other", of: account))
    try await expectConflict(AppsRotateSecret(sid: app.sid))
    try await expectConflict(AccountsClose(sid: account.sid))
    #expect(fixture.secrets.count() == 1)
  }

  private func expectConflict<M: Method>(_ method: M, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let error = try await #require(throws: ServiceError.self, sourceLocation: sourceLocation) {
      try await fixture.root.call(method, key: key)
    }
    #expect(error.code == .conflict && error.path == "meta.idempotency_key", sourceLocation: sourceLocation)
  }

  @Test("R19, R14: ten minutes later the key makes another change; no reply that is kept has a secret in it")
  func expiry() async throws {
    let account = try await fixture.createAccount()
    let first = try await fixture.root.call(AppsCreate.app("First", of: account), key: key)
    let kept = try await fixture.store.read { transaction in
      try transaction.rows("SELECT reply FROM kept_replies").map { row in
        String(decoding: try row.value("reply", as: [UInt8].self), as: UTF8.self)
      }
    }
    #expect(!kept.isEmpty && kept.allSatisfy { !$0.contains(first.secret?.revealed ?? "secret of") })
    fixture.clock.advance(by: 601)
    let second = try await fixture.root.call(AppsCreate.app("Second", of: account), key: key)
    #expect(second.app.sid != first.app.sid)
  }
}

private actor Kept<Value: Sendable> {
  private(set) var value: Value?

  func keep(_ value: Value) { self.value = value }
}
