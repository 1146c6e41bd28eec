import RPC
import SecretManager
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

struct ExpiringSecretTests {
  @Test("The secrets are counted that work and end within a week")
  func number() async throws {
    let vault = try Vault()
    let manager = try vault.manager()
    let registry = Client(InProcessTransport(Dispatcher(manager.routes), from: .service(.appRegistry)))
    let week = 7 * 86_400
    for end in [nil, week - 1, week + 1, 60] {
      _ = try await registry.call(
        SecretsCreate(clientId: .app(.random()), dateExpires: end.map { vault.clock.now + $0 }))
    }
    #expect(try await manager.figures() == [.expiringSecrets: 2])
    vault.clock.advance(by: 61)
    #expect(try await manager.figures() == [.expiringSecrets: 2], "one has ended, another is near its end now")
  }

  @Test("Secrets that end soon are found by an index that has them in order, and a page begins behind the one before")
  func index() async throws {
    let log = Mutex<Set<String>>([])
    var hooks = StoreHooks()
    hooks.statement = { sql in if sql.contains("FROM secrets") { log.withLock { _ = $0.insert(sql) } } }
    let vault = try Vault()
    let store = Store(path: vault.path, service: .secretManager, schema: SecretManager.schema, hooks: hooks)
    let manager = SecretManager(
      store: store, pepper: try Pepper(Array(repeating: 7, count: 32)), clock: vault.clock.clock)
    let registry = Client(InProcessTransport(Dispatcher(manager.routes), from: .service(.appRegistry)))
    for _ in 1...3 {
      _ = try await registry.call(SecretsCreate(clientId: .app(.random()), dateExpires: vault.clock.now + 100))
    }
    var list = SecretsListExpiring(expiresBefore: vault.clock.now + 200, pageSize: PageSize(2))
    let first = try await registry.call(list)
    list = SecretsListExpiring(expiresBefore: list.expiresBefore, pageToken: first.nextPageToken)
    let second = try await registry.call(list)
    #expect(Set((first.items + second.items).map(\.sid)).count == 3 && second.nextPageToken == nil)
    let queries = log.withLock { $0.filter { $0.contains("(date_expires, sid) >") } }
    #expect(queries.count == 2)
    try await store.read { transaction in
      for query in queries {
        let plan: [String] = try transaction.rows("EXPLAIN QUERY PLAN \(query)").map { try $0.value("detail") }
        #expect(plan.count == 1 && plan[0].contains("USING INDEX secrets_by_end ((date_expires,sid)>"), "\(plan)")
      }
    }
  }
}
