import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

/// R21, as far as a single database goes.
@Suite(.timeLimit(.minutes(1))) struct AuditTrailTests {
  private let ledger: Ledger

  init() throws {
    ledger = try Ledger()
  }

  @Test("R21: a change has one entry: who, what, on what, what of what, when, trace")
  func entry() async throws {
    let trace = TraceContext.random()
    _ = try await ledger.client().call(AccountsCreate(friendlyName: .init(trusted: "Acme"), type: .trial), trace: trace)
    let entry = try #require(try await ledger.entries().first)
    let verification = try await ledger.verify()
    #expect(entry.number == 1 && entry.previous == verification.trail)
    #expect(entry.service == .appRegistry && entry.date == ledger.clock.now)
    #expect(entry.caller == .operator && entry.uid == 0 && entry.login == "root" && entry.actorSid == nil)
    #expect(entry.method == "accounts.create" && entry.outcome == "ok" && entry.traceId == trace.traceIDText)
    #expect(entry.subject == Subject(AccountSID.sample))
    #expect(
      entry.changes == [
        MemberChange(member: "friendly_name", from: nil, to: "Acme"),
        MemberChange(member: "type", from: nil, to: "full"),
        MemberChange(member: "status", from: nil, to: "active"),
      ])
    #expect(
      try await ledger.verify()
        == AuditVerification(trail: verification.trail, entries: 1, last: ledger.verify().last, faults: [], next: nil))
  }

  @Test("R21: what changes nothing, is of the service's own accord, or fails, has no entry")
  func none() async throws {
    _ = try await ledger.client().call(AccountsResume(sid: .sample))
    try await ledger.store.note("of its own accord")
    await #expect(throws: ServiceError.self) {
      _ = try await ledger.client { _ in throw Ledger.Refusal() }.call(
        AccountsCreate(friendlyName: .init(trusted: "a")))
    }
    #expect(try await ledger.entries() == [])
  }

  @Test("R21, R19: a change that is sent again is answered, and has one entry, on whatever instance")
  func again() async throws {
    let key = IdempotencyKey.random()
    for store in [ledger.store, ledger.store, ledger.another()] { try await ledger.create("a", in: store, key: key) }
    #expect(try await ledger.entries().count == 1)
  }

  @Test("R21, R19: of the same change twice at a time there is one entry")
  func twiceAtOnce() async throws {
    let key = IdempotencyKey.random()
    let gate = Gate()
    async let first: Void = ledger.store.change(.noApp) { _ in gate.pass() }
    await gate.awaitArrival()
    async let one: Void = ledger.create("a", key: key)
    async let other: Void = ledger.create("a", key: key)
    while ledger.store.waitingChanges < 2 { await Task.yield() }
    gate.open()
    _ = try await (first, one, other)
    #expect(try await ledger.entries().count == 1)
  }

  @Test("R21: changes that share a commit follow one another in the chain; of one that fails there is nothing")
  func together() async throws {
    let statements = Statements()
    let store = ledger.another(hooks: statements.hooks)
    let gate = Gate()
    async let first: Void = store.change(.noApp) { _ in gate.pass() }
    await gate.awaitArrival()
    let transactions = statements.count(of: "BEGIN IMMEDIATE")
    var changes: [Task<Void, any Error>] = []
    for number in 1...20 {
      let name = number == 7 ? "6" : "\(number)"
      changes.append(Task { [ledger] in try await ledger.create(name, in: store) })
      while store.waitingChanges < changes.count { await Task.yield() }
    }
    gate.open()
    try await first
    var failed = 0
    for change in changes { if case .failure = await change.result { failed += 1 } }
    #expect(failed == 1)
    #expect(statements.count(of: "BEGIN IMMEDIATE") - transactions == 1)
    let entries = try await ledger.entries()
    #expect(entries.map(\.number) == Array(1...19))
    #expect(entries.compactMap { $0.changes?.first?.to } == (1...20).filter { $0 != 7 }.map(String.init))
    #expect(try await ledger.verify().intact)
  }

  @Test("R21: a commit that fails leaves neither changes nor entries, and the next one follows what was there before")
  func failedCommit() async throws {
    try await ledger.create("before")
    try await ledger.tamper(
      "CREATE TABLE replies (note INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)")
    let failing = ledger.client { try $0.run("INSERT INTO replies VALUES (7)") }
    await #expect(throws: ServiceError.self) {
      _ = try await failing.call(AccountsCreate(friendlyName: .init(trusted: "lost")))
    }
    try await ledger.create("after")
    #expect(try await ledger.entries().compactMap { $0.changes?.first?.to } == ["before", "after"])
    #expect(try await ledger.verify().intact)
  }

  @Test("R21: two instances that change at the same time write one chain")
  func instances() async throws {
    let other = ledger.another()
    try await withThrowingTaskGroup { group in
      for (name, store) in [("one", ledger.store), ("two", other)] {
        for number in 1...100 { group.addTask { try await ledger.create("\(name) \(number)", in: store) } }
      }
      try await group.waitForAll()
    }
    let verification = try await ledger.verify()
    #expect(verification.intact && verification.entries == 200)
    #expect(try await ledger.store.notes().count == 200)
  }
}
