import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// How lists go through many apps, in each of the ways that there are.
struct ListWalkTests {
  /// One list for each way, and for the filters that are checked on it.
  private static func lists(of account: AccountSID) -> [AppsList] {
    let name = FriendlyName(trusted: "app")
    let moment = Timestamp(secondsSince1970: 1000)
    let permission = "/twilio/messaging/messages/list"
    return [
      AppsList(), AppsList(accountSid: account), AppsList(name: name), AppsList(createdBy: "root"),
      AppsList(unusedSince: moment), AppsList(status: .active), AppsList(permission: permission),
      AppsList(
        accountSid: account, name: name, permission: permission, createdBy: "root", status: .active,
        unusedSince: moment),
      AppsList(name: name, permission: permission, createdBy: "root", status: .active, unusedSince: moment),
      AppsList(permission: permission, createdBy: "root", unusedSince: moment),
      AppsList(permission: permission, unusedSince: moment),
    ]
  }

  @Test("A token of another list, of another filter, or of another caller's is refused")
  func foreignTokens() async throws {
    let fixture = try RegistryFixture()
    let account = try await fixture.createAccount()
    try await fixture.fill(account, with: 5)
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let lists = Self.lists(of: account.sid)
    for list in lists {
      let token = try #require(try await fixture.root.call(list.page(nil)).nextPageToken)
      #expect(try await fixture.root.call(list.page(token)).items.count == 2)
      for other in lists where other != list {
        let error = await #expect(throws: ServiceError.self) { try await fixture.root.call(other.page(token)) }
        #expect(error?.code == .invalidParams && error?.path == "page_token")
      }
      guard list.accountSid == nil else { continue }
      await #expect(throws: ServiceError.self) { try await ada.client.call(list.page(token)) }
    }
    let keys = APIKeysList(pageToken: try await fixture.root.call(AppsList().page(nil)).nextPageToken)
    await #expect(throws: ServiceError.self) { try await fixture.root.call(keys) }
  }

  @Test("Apps that come and go while a list is read make no other be missed or come twice, in every way of reading")
  func comingAndGoing() async throws {
    let fixture = try RegistryFixture()
    let account = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: account)
    let owner = try await fixture.createPerson("olga", .owner, of: account)
    for list in Self.lists(of: account.sid) {
      for client in [fixture.root, owner.client] {
        for account in [account, branch] { try await fixture.fill(account, with: 6) }
        let apps = try await fixture.root.call(AppsList()).items
        let lasting = apps.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
        var leaving = apps.filter { !lasting.contains($0) }[...]
        let found = try await Walked {
          try await client.call(list.page($0, size: 2))
        } between: {
          if let gone = leaving.popLast() { _ = try await fixture.root.call(AppsDelete(sid: gone.sid)) }
          _ = try await fixture.createApp("app \(UInt64.random(in: 0 ... .max))", of: branch)
        }
        let sids = Set(found.items.map(\.sid))
        #expect(sids.count == found.items.count)
        let expected = lasting.filter { list.accountSid ?? $0.accountSid == $0.accountSid }.map(\.sid)
        #expect(sids.isSuperset(of: expected))
        try await fixture.store.change(.noApp) { try $0.run("UPDATE apps SET state = 'destroyed'") }
      }
    }
  }

  @Test("A page that finds nothing ends after 5,000 apps, with a token; the list comes to its end all the same")
  func bounded() async throws {
    let fixture = try RegistryFixture()
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    try await fixture.fill(account, with: 12_000)
    for client in [fixture.root, ada.client] {
      for filter in [
        AppsList(permission: "/twilio/bulk/resource7/read"), AppsList(status: .disabled),
        AppsList(name: FriendlyName(trusted: "app"), status: .disabled),
        AppsList(createdBy: "root", status: .disabled),
        AppsList(status: .disabled, unusedSince: Timestamp(secondsSince1970: 1)),
        AppsList(accountSid: account.sid, status: .disabled),
      ] {
        #expect(try await Walked { try await client.call(filter.page($0)) }.sizes == [0, 0, 0])
      }
    }
    let pages = try await Walked { try await ada.client.call(AppsList(status: .active).page($0, size: 1000)) }
    #expect(pages.sizes == Array(repeating: 1000, count: 12))
    #expect(Set(pages.items.map(\.sid)).count == 12_000)
  }

  @Test("Every way finds its rows by an index that has them in order, and goes on behind a row without reading it")
  func indices() async throws {
    let log = Mutex<Set<String>>([])
    var hooks = StoreHooks()
    hooks.statement = { sql in
      if sql.contains("FROM apps") || sql.contains("apps ON") { log.withLock { _ = $0.insert(sql) } }
    }
    let fixture = try RegistryFixture(hooks: hooks)
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    try await fixture.fill(account, with: 5001)
    log.withLock { $0 = [] }
    func readAll() async throws {
      for list in Self.lists(of: account.sid) {
        for client in [fixture.root, ada.client] {
          let token = try await client.call(list.page(nil)).nextPageToken
          #expect(token != nil)
          _ = try await client.call(list.page(token))
        }
      }
    }
    try await readAll()
    _ = try await fixture.createPerson("root")
    try await readAll()
    let queries = log.withLock { $0.filter { $0.hasPrefix("SELECT") } }
    #expect(queries.count > 40)
    try await fixture.store.read { transaction in
      for query in queries {
        let plan: [String] = try transaction.rows("EXPLAIN QUERY PLAN \(query)").map { try $0.value("detail") }
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("ORDER BY") }, "\(query)\n\(plan)")
        let walked = plan.first { $0.hasPrefix("SEARCH apps") }
        let goesOn = ["(id>?", "rowid>?", "((folded_name,sid)>(?,?)", "((idle_since,sid)>(?,?)"]
        #expect(goesOn.contains { walked?.contains($0) == true }, "\(query)\n\(plan)")
        #expect(plan.count { $0.hasPrefix("SEARCH apps") } == (query.contains("UNION ALL") ? 2 : 1))
      }
    }
  }
}
