import AppRegistry
import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

struct StatementTests {
  /// The statements that a store runs, with their values.
  private final class Log: Sendable {
    private let statements = Mutex<Set<String>>([])

    var hooks: StoreHooks {
      var hooks = StoreHooks()
      hooks.statement = { sql in self.statements.withLock { _ = $0.insert(sql) } }
      return hooks
    }

    var queries: [String] {
      statements.withLock { statements in
        statements.filter { sql in ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } }.sorted()
      }
    }
  }

  @Test("Every statement finds its rows by a key or an index, however many there are")
  func indices() async throws {
    let log = Log()
    let fixture = try RegistryFixture(hooks: log.hooks)
    try await useEverything(fixture)

    let queries = log.queries.filter { !$0.contains("sqlite_master") }
    #expect(queries.count > 30)
    try await fixture.store.read { transaction in
      for query in queries {
        let plan: [String] = try transaction.rows("EXPLAIN QUERY PLAN \(query)").map { try $0.value("detail") }
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("ORDER BY") }, "\(query)\n\(plan)")
        let readsOnFromARow = plan.contains { $0.hasSuffix("INTEGER PRIMARY KEY (rowid>?)") }
        #expect(!readsOnFromARow || !query.contains(" AND "), "right only where every row counts: \(query)")
      }
    }
  }

  private func useSessions(_ fixture: RegistryFixture, as person: Person) async throws {
    let console = fixture.client(from: .service(.console))
    for client in [fixture.root, person.client] {
      let link = try await client.call(SessionsCreate())
      let session = try await console.call(SessionsRedeem(linkCode: link.linkCode)).session
      fixture.clock.advance(by: 60)
      _ = try await fixture.client(from: .service(.tokenIssuer)).call(SessionsCheck(session: session))
      _ = try await client.call(SessionsList())
      _ = try await client.call(SessionsEnd(sid: link.sid))
      _ = try await client.call(SessionsEnd())
    }
  }

  private func useUnits(_ fixture: RegistryFixture, _ app: AppSID) async throws {
    _ = try await fixture.root.call(UnitBindingsCreate(unit: .sample, clientId: app))
    _ = try await fixture.root.call(UnitBindingsList())
    _ = try await fixture.root.call(UnitBindingsList(clientId: app))
    _ = try await fixture.client(from: .service(.tokenIssuer)).call(UnitBindingsResolve(unit: .sample))
    _ = try await fixture.root.call(UnitBindingsDelete(unit: .sample))
  }

  private func useEverything(_ fixture: RegistryFixture) async throws {
    let account = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: account)
    let owner = try await fixture.createPerson("olga", .owner, of: account)
    let app = try await fixture.createApp(of: branch, by: owner.client)
    _ = try await owner.client.call(AccountsList())
    _ = try await owner.client.call(AccountsList(parentSid: account.sid))
    _ = try await fixture.root.call(AccountsList(parentSid: account.sid))
    _ = try await fixture.root.call(AccountsList())
    _ = try await fixture.root.call(UsersList())
    _ = try await fixture.client(from: .root, actingUser: owner.user.sid.text).call(RolesList(accountSid: account.sid))
    _ = try await fixture.client(from: .service(.tokenIssuer)).call(AppsGet(sid: app.sid))
    try await useSessions(fixture, as: owner)
    try await useUnits(fixture, app.sid)
    _ = try await owner.client.call(AppsList(accountSid: branch.sid))
    _ = try await owner.client.call(AppsUpdate(sid: app.sid, friendlyName: .init(trusted: "Second")))
    _ = try await owner.client.call(AppsRotateSecret(sid: app.sid))
    _ = try await owner.client.call(AppsDelete(sid: app.sid))
    _ = try? await owner.client.call(AppsDelete(sid: app.sid))
    let key = try await fixture.create(.apiKey, of: branch, by: owner.client)
    _ = try await fixture.root.call(
      APIKeysCreate(accountSid: branch.sid, friendlyName: .init(trusted: "Main"), type: .main))
    try await fixture.show(key, to: fixture.client(from: .service(.tokenIssuer)))
    _ = try await fixture.list(.apiKey, of: branch, to: owner.client)
    try await fixture.update(key, by: owner.client)
    try await fixture.rotate(key, by: owner.client)
    try await fixture.delete(key, by: owner.client)
    try? await fixture.delete(key, by: owner.client)
    fixture.line.set(.unreachable, on: SecretsCreate.self)
    _ = try? await fixture.createApp(of: account)
    _ = try? await fixture.create(.apiKey, of: account)
    _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    _ = try await fixture.root.call(RolesRevoke(userSid: owner.user.sid, accountSid: account.sid, role: .owner))
    _ = try await fixture.root.call(UsersDelete(sid: owner.user.sid))
    try await fixture.registry.reconcile()
  }
}
