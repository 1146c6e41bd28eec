import Storage
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(1))) struct RetentionTests {
  private static let day = 86_400
  private let ledger: Ledger

  init() throws {
    ledger = try Ledger()
  }

  @Test("R21: entries that are too old are removed, and what is left is verified from where it begins")
  func removal() async throws {
    let announced = Announced()
    let store = ledger.another(announce: announced.add)
    try await ledger.create(1...10)
    ledger.clock.advance(by: 31 * Self.day)
    try await ledger.create(11...15)
    try await store.keepAuditTrail()
    #expect(try await ledger.entries().map(\.number) == Array(11...15))
    let verification = try await ledger.verify(announced.checkpoints)
    #expect(verification.intact && verification.entries == 5)
    #expect(announced.checkpoints.map(\.number) == [10, 15])
  }

  @Test("R21: what is removed by others is not taken for what retention has removed")
  func tampering() async throws {
    try await ledger.create(1...10)
    try await ledger.store.keepAuditTrail()
    try await ledger.create(11...15)
    try await ledger.tamper("DELETE FROM audit_entries WHERE number <= 10")
    #expect(try await ledger.verify().faults.map(\.number) == [1])
  }

  @Test("R21: the last entry stays, however old it is, so that the chain goes on from it")
  func last() async throws {
    try await ledger.create(1...10)
    ledger.clock.advance(by: 1000 * Self.day)
    try await ledger.store.keepAuditTrail()
    #expect(try await ledger.entries().map(\.number) == [10])
    try await ledger.create("next")
    #expect(try await ledger.verify().intact)
    #expect(try await ledger.entries().map(\.number) == [10, 11])
  }

  @Test("R21: an entry of a time that is still to come, as the clock was ahead, keeps no older one; a fresh one does")
  func clockAhead() async throws {
    ledger.clock.set(by: 100 * Self.day)
    try await ledger.create(1...2)
    ledger.clock.set(by: -100 * Self.day)
    try await ledger.store.keepAuditTrail()
    try await ledger.create(3...4)
    ledger.clock.advance(by: 20 * Self.day)
    try await ledger.create(5...6)
    try await ledger.store.keepAuditTrail()
    #expect(try await ledger.entries().map(\.number).sorted() == Array(1...6))
    ledger.clock.set(by: -100 * Self.day)
    try await ledger.store.keepAuditTrail()
    ledger.clock.set(by: 100 * Self.day)
    ledger.clock.advance(by: 11 * Self.day)
    try await ledger.store.keepAuditTrail()
    #expect(try await ledger.entries().map(\.number).sorted() == [5, 6])
    #expect(try await ledger.verify().intact)
  }

  @Test("R21: entries are removed in small portions, and a clock that is wrong for a minute does not cost all of them")
  func portions() async throws {
    try await ledger.create(1...1)
    try await ledger.tamper(
      """
      WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 12001)
      INSERT INTO audit_entries SELECT n, date, account_sid, app_sid, actor, method, outcome, hash, entry
      FROM audit_entries, numbers
      """)
    ledger.clock.set(by: 1000 * Self.day)
    try await ledger.store.keepAuditTrail()
    #expect(try await ledger.store.read { try $0.rows("SELECT 1 FROM audit_entries").count } == 2001)
  }

  @Test("A checkpoint is set where the chain has grown, and told once")
  func checkpoints() async throws {
    let announced = Announced()
    let store = ledger.another(announce: announced.add)
    try await store.keepAuditTrail()
    try await ledger.create(1...3)
    for _ in 1...2 { try await store.keepAuditTrail() }
    #expect(announced.checkpoints.map(\.number) == [3])
    try await ledger.create(4...4)
    await store.close()
    #expect(announced.checkpoints.map(\.number) == [3, 4])
  }
}
