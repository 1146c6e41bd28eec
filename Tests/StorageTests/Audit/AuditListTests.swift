import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(1))) struct AuditListTests {
  private let ledger: Ledger

  init() throws {
    ledger = try Ledger()
  }

  /// Entries of several accounts, apps, actors, methods and outcomes, a minute apart.
  private func fill() async throws {
    try await ledger.create(1...1)
    let start = ledger.clock.now.secondsSince1970
    try await ledger.tamper(
      """
      WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60)
      INSERT INTO audit_entries SELECT n, \(start) + n * 60, \(Self.sid("AC")) || (n % 2), \(Self.sid("OQ")) || (n % 3),
        'user' || (n % 4), 'apps.' || iif(n % 5 = 0, 'delete', 'update'), iif(n % 6 = 0, 'not_found', 'ok'), hash, entry
      FROM audit_entries, numbers
      """)
  }

  private static func sid(_ prefix: String) -> String { "'\(prefix)\(String(repeating: "0", count: 31))'" }

  /// The numbers of the rows that a request asks for, by another way.
  private func count(_ condition: String) async throws -> Int {
    try await ledger.store.read { try $0.rows("SELECT 1 FROM audit_entries WHERE \(condition)").count }
  }

  @Test("Each filter selects, alone and with others")
  func filters() async throws {
    try await fill()
    let cases: [(AuditList, String)] = [
      (AuditList(accountSid: AccountSID(low: 1)), "account_sid = \(Self.sid("AC")) || '1'"),
      (AuditList(appSid: AppSID(low: 2)), "app_sid LIKE '%2'"), (AuditList(actor: "user3"), "actor = 'user3'"),
      (AuditList(method: "apps.delete"), "method = 'apps.delete'"),
      (AuditList(outcome: "not_found"), "outcome = 'not_found'"), (AuditList(outcome: "ok"), "outcome = 'ok'"),
      (
        AuditList(since: ledger.clock.now + 600, until: ledger.clock.now + 1200),
        "number BETWEEN 10 AND 19"
      ),
      (
        AuditList(accountSid: AccountSID(low: 1), actor: "user3", method: "apps.update", outcome: "ok"),
        "account_sid LIKE '%1' AND actor = 'user3' AND method = 'apps.update' AND outcome = 'ok'"
      ),
      (
        AuditList(appSid: AppSID(low: 0), outcome: "ok", since: ledger.clock.now + 600),
        "app_sid LIKE '%0' AND outcome = 'ok' AND number >= 10"
      ),
    ]
    for (request, condition) in cases {
      let found = try await ledger.store.auditEntries(AuditList(all: request)).items.count
      let expected = try await count(condition)
      #expect(expected > 0 && expected < 60)
      #expect(found == expected, "\(condition)")
    }
  }

  @Test("A list comes newest first, page by page, without gaps and without repetitions, whatever is written meanwhile")
  func pages() async throws {
    try await ledger.create(1...25)
    var found: [Int] = []
    var token: String?
    repeat {
      let page = try await ledger.store.auditEntries(
        AuditList(method: "accounts.create", pageSize: PageSize(4), pageToken: token))
      found += page.items.map(\.number)
      token = page.nextPageToken
      try await ledger.create("meanwhile \(found.count)")
    } while token != nil
    #expect(found == Array((1...25).reversed()))
  }

  @Test("A page token of another list, or of another filter, is refused")
  func foreignToken() async throws {
    try await ledger.create(1...5)
    let token = try await ledger.store.auditEntries(AuditList(pageSize: PageSize(2))).nextPageToken
    for request in [
      AuditList(method: "accounts.create", pageToken: token), AuditList(since: ledger.clock.now, pageToken: token),
      AuditList(pageToken: "x"),
    ] {
      let error = try await #require(throws: ServiceError.self) { try await ledger.store.auditEntries(request) }
      #expect(error.code == .invalidParams && error.path == "page_token")
    }
  }

  @Test("A filter with a wildcard is refused, with what is expected in its place")
  func wildcards() async throws {
    let requests: [(AuditList, String)] = [
      (AuditList(method: "apps.*"), "method"), (AuditList(method: ""), "method"), (AuditList(outcome: "%"), "outcome"),
      (AuditList(actor: ""), "actor"), (AuditList(actor: "a\u{1B}"), "actor"),
    ]
    for (request, path) in requests {
      let error = try await #require(throws: ServiceError.self) { try await ledger.store.auditEntries(request) }
      #expect(error.code == .invalidParams && error.path == path)
      #expect(error.message.contains("there are no wildcards"))
    }
  }

  @Test("An actor is found by just its name, in which a wildcard's sign stands for itself")
  func literalActors() async throws {
    try await fill()
    try await ledger.tamper("UPDATE audit_entries SET actor = 'u*?%[r]' WHERE actor = 'user3'")
    for (actor, count) in [("u*?%[r]", 15), ("u*", 0), ("user?", 0), ("%", 0), ("user[0-9]", 0)] {
      #expect(try await ledger.store.auditEntries(AuditList(actor: actor)).items.count == count, "\(actor)")
    }
  }

  @Test("Every filter finds its rows by an index that has them in order, however many there are")
  func indices() async throws {
    let log = Mutex<[String]>([])
    var hooks = StoreHooks()
    hooks.statement = { sql in if sql.contains("FROM audit_entries") { log.withLock { $0.append(sql) } } }
    let store = ledger.another(hooks: hooks)
    try await ledger.create(1...3)
    let filters = [
      AuditList(), AuditList(accountSid: .sample), AuditList(appSid: .sample), AuditList(actor: "root"),
      AuditList(method: "accounts.create"), AuditList(outcome: "not_found"), AuditList(outcome: "ok"),
      AuditList(since: ledger.clock.now, until: ledger.clock.now + 1),
      AuditList(accountSid: .sample, method: "accounts.create", outcome: "ok", since: ledger.clock.now),
    ]
    for filter in filters {
      let page = try await store.auditEntries(AuditList(all: filter, size: 1))
      if let token = page.nextPageToken {
        _ = try await store.auditEntries(AuditList(all: filter, size: 1, token: token))
      }
    }
    let queries = log.withLock(\.self)
    #expect(queries.count > filters.count)
    try await store.read { transaction in
      for query in queries {
        let plan: [String] = try transaction.rows("EXPLAIN QUERY PLAN \(query)").map { try $0.value("detail") }
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(query)\n\(plan)")
        let isWhole = plan.contains { $0.hasPrefix("SCAN audit_entries") }
        #expect(!isWhole || plan.contains { $0.contains("USING INDEX audit_entries_by_date") }, "\(query)\n\(plan)")
      }
    }
  }
}

extension AuditList {
  /// The same list in one page, or in pages of a size.
  fileprivate init(all other: AuditList, size: Int = 1000, token: String? = nil) {
    self.init(
      accountSid: other.accountSid, appSid: other.appSid, actor: other.actor, method: other.method,
      outcome: other.outcome, since: other.since, until: other.until, pageSize: PageSize(size), pageToken: token)
  }
}
