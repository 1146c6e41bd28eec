import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// R21: changes that are refused are written down in sum, and no stranger crowds others out.
@Suite(.timeLimit(.minutes(5))) struct RefusalTests {
  private let ledger: Ledger

  init() throws {
    ledger = try Ledger()
  }

  private func refuse(_ peer: Peer, times: Int = 1) async throws {
    let client = ledger.client(from: peer)
    for _ in 1...times { _ = try? await client.call(AccountsResume(sid: .sample)) }
  }

  private func refusals() async throws -> [AuditEntry] {
    try await ledger.entries().filter { $0.outcome != "ok" }
  }

  @Test("R21: a refused change is in the trail within a minute: who, what, on what, why, when, trace")
  func one() async throws {
    try await refuse(.person("ada", userID: 1000))
    try await ledger.store.keepAuditTrail()
    #expect(try await refusals() == [])
    let date = ledger.clock.now
    ledger.clock.advance(by: 60)
    try await ledger.store.keepAuditTrail()
    let entry = try #require(try await refusals().first)
    #expect(entry.caller == .stranger && entry.uid == 1000 && entry.login == "ada")
    #expect(entry.method == "accounts.resume" && entry.outcome == "access_denied")
    #expect(entry.date == date && entry.count == 1 && entry.dateFirst == nil && entry.traceId != nil)
    #expect(try await ledger.verify().intact)
  }

  @Test("R21: refusals of a caller are summed by method and error, and what is left is written when the service stops")
  func summed() async throws {
    try await refuse(.person("ada", userID: 1000), times: 3)
    ledger.clock.advance(by: 5)
    try await refuse(.person("ada", userID: 1000), times: 2)
    try await refuse(.person("bob", userID: 1001))
    let other = ledger.another()
    await ledger.store.close()
    let entries = try await other.auditEntries(AuditList(outcome: "access_denied")).items
    #expect(Set(entries.map { "\($0.login ?? "") \($0.count ?? 0)" }) == ["ada 5", "bob 1"])
    let sum = try #require(entries.first { $0.login == "ada" })
    #expect(sum.dateFirst.map { $0 + 5 } == sum.date)
  }

  @Test("R21: who goes on being refused is written of ever more rarely, until there is a pause")
  func backOff() async throws {
    var counts: [Int] = []
    for _ in 1...120 {
      try await refuse(.person("ada", userID: 1000))
      ledger.clock.advance(by: 60)
      try await ledger.store.keepAuditTrail()
      counts.append(try await refusals().count)
    }
    #expect(counts[0] == 1 && counts[2] == 2 && counts[6] == 3)
    #expect(counts[119] < 15)
    #expect(try await refusals().reduce(0) { $0 + ($1.count ?? 0) } > 100)
    ledger.clock.advance(by: 960)
    try await ledger.store.keepAuditTrail()
    ledger.clock.advance(by: 960)
    try await ledger.store.keepAuditTrail()
    let count = try await refusals().count
    try await refuse(.person("ada", userID: 1000))
    ledger.clock.advance(by: 60)
    try await ledger.store.keepAuditTrail()
    #expect(try await refusals().count == count + 1)
  }

  @Test("R21: many strangers are summed as several; operators and others have places of their own")
  func crowd() async throws {
    for uid in 2000..<2200 { try await refuse(.person(nil, userID: UInt32(uid))) }
    let resume = AccountsCreate(friendlyName: .init(trusted: "a"))
    _ = try await ledger.client().call(resume)
    _ = try? await ledger.client().call(resume)
    ledger.clock.advance(by: 60)
    try await ledger.store.keepAuditTrail()
    let entries = try await refusals()
    #expect(entries.count <= 66)
    #expect(entries.reduce(0) { $0 + ($1.count ?? 0) } == 200)
    #expect(entries.contains { $0.caller == .several && $0.count == 136 && $0.uid == nil })
  }

  @Test("R21: a clock that is set back does not hold refusals")
  func setBack() async throws {
    try await refuse(.person("ada", userID: 1000))
    ledger.clock.set(by: -100_000)
    try await ledger.store.keepAuditTrail()
    #expect(try await refusals().count == 1)
  }

  @Test("R21: refusals that can't be written are written when the disk is well again")
  func outage() async throws {
    try await refuse(.person("ada", userID: 1000))
    ledger.clock.advance(by: 60)
    try await ledger.tamper("ALTER TABLE audit_entries RENAME TO gone")
    await #expect(throws: (any Error).self) { try await ledger.store.keepAuditTrail() }
    try await ledger.tamper("ALTER TABLE gone RENAME TO audit_entries")
    try await ledger.store.keepAuditTrail()
    #expect(try await refusals().count == 1)
  }

  /// A request of a peer that was refused, as the service sees it at the end.
  private func refusal(of peer: Peer) async throws -> Completion {
    let seen = Mutex<Completion?>(nil)
    let resume: @Sendable (AccountsResume, Call) async throws -> Account = { _, _ in .example }
    let dispatcher = Dispatcher(
      Interface(AccountsResume.self).serve(AccountsResume.served(by: resume)),
      observe: { completion in seen.withLock { $0 = completion } })
    let client = Client(InProcessTransport(dispatcher, from: peer))
    _ = try? await client.call(AccountsResume(sid: .sample))
    let completion = seen.withLock { $0 }
    return try #require(completion)
  }

  @Test("R21: a million refusals by a stranger leave few entries, and every change of others is among them")
  func million() async throws {
    let store = ledger.store
    let refusal = try await refusal(of: .person("mallory", userID: 666))
    for round in 1...50 {
      for _ in 1...20_000 { store.note(refusal) }
      try await ledger.create("\(round)")
      ledger.clock.advance(by: 2)
      try await store.keepAuditTrail()
    }
    await store.close()
    let other = ledger.another()
    let entries = try await other.auditEntries(AuditList(pageSize: PageSize(1000))).items
    #expect(entries.count { $0.outcome == "ok" } == 50)
    #expect(entries.count - 50 <= 1000)
    #expect(entries.reduce(0) { $0 + ($1.count ?? 0) } == 1_000_000)
    #expect(try await ChainVerdict(other).isIntact)
  }
}

/// Whether the whole chain of a store is as it was written.
private struct ChainVerdict {
  let isIntact: Bool

  init(_ store: Store) async throws {
    let call = Call(peer: .root, deadline: .now + .seconds(30))
    isIntact = try await store.verifyAuditTrail(AuditVerify(), call).intact
  }
}
