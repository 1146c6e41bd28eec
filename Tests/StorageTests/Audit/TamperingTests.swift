import Storage
import TestSupport
import Testing
import WireProtocol

/// R21: whatever is done to the chain behind the service's back is found and named.
@Suite(.timeLimit(.minutes(1))) struct TamperingTests {
  private let ledger: Ledger

  init() throws {
    ledger = try Ledger()
  }

  private static let alterations: [(String, [String], Int, String)] = [
    (
      "one byte altered",
      [
        "UPDATE audit_entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"5\"', '\"6\"') AS BLOB) WHERE number = 5"
      ],
      5, "was altered"
    ),
    ("a hash altered", ["UPDATE audit_entries SET hash = zeroblob(32) WHERE number = 5"], 5, "was altered"),
    ("one removed", ["DELETE FROM audit_entries WHERE number = 5"], 5, "is missing: removed"),
    ("the first removed", ["DELETE FROM audit_entries WHERE number = 1"], 1, "is missing: removed"),
    (
      "three removed", ["DELETE FROM audit_entries WHERE number BETWEEN 5 AND 7"], 5,
      "is missing, as is what followed up to 7: removed"
    ),
    (
      "two swapped",
      [
        "UPDATE audit_entries SET number = -5 WHERE number = 5", "UPDATE audit_entries SET number = 5 WHERE number = 6",
        "UPDATE audit_entries SET number = 6 WHERE number = -5",
      ], 5, "was moved: it was written as entry 6"
    ),
    (
      "one put in",
      [
        "UPDATE audit_entries SET number = -number - 1 WHERE number > 5",
        "UPDATE audit_entries SET number = -number WHERE number < 0",
        "INSERT INTO audit_entries SELECT 6, date, account_sid, app_sid, actor, method, outcome, hash, entry "
          + "FROM audit_entries WHERE number = 3",
      ], 6, "was moved: it was written as entry 3"
    ),
    (
      "one put at the end",
      [
        "INSERT INTO audit_entries SELECT 21, date, account_sid, app_sid, actor, method, outcome, zeroblob(32), entry "
          + "FROM audit_entries WHERE number = 3"
      ], 21, "was altered"
    ),
    (
      "listed for another account", ["UPDATE audit_entries SET account_sid = 'AC' WHERE number = 5"], 5,
      "was altered: it is listed under another account_sid"
    ),
    ("unreadable", ["UPDATE audit_entries SET entry = x'00', hash = x'00' WHERE number = 5"], 5, "was altered"),
  ]

  @Test("R21: an entry that is altered, removed, moved or put in is found and named", arguments: alterations)
  func found(_ alteration: (name: String, statements: [String], number: Int, fault: String)) async throws {
    try await ledger.create(1...20)
    #expect(try await ledger.verify().faults == [])
    for statement in alteration.statements { try await ledger.tamper(statement) }
    let verification = try await ledger.verify()
    #expect(!verification.intact)
    let fault = try #require(verification.faults.first, "\(alteration.name)")
    #expect(fault.number == alteration.number && fault.fault.hasPrefix(alteration.fault), "\(alteration.name)")
  }

  @Test("R21: one byte altered is one fault, wherever it is, and so is one row removed")
  func single() async throws {
    try await ledger.create(1...20)
    try await ledger.tamper("DELETE FROM audit_entries WHERE number = 9")
    #expect(try await ledger.verify().faults.count == 1)
    try await ledger.tamper("UPDATE audit_entries SET hash = zeroblob(32) WHERE number = 14")
    #expect(try await ledger.verify().faults.map(\.number) == [9, 14])
  }

  @Test("R21: a chain that was made anew from an entry on is found by a checkpoint")
  func forged() async throws {
    try await ledger.create(1...10)
    let seen = try #require(try await ledger.verify().last)
    try await ledger.tamper("DELETE FROM audit_entries WHERE number = 10")
    try await ledger.create("another")
    #expect(try await ledger.verify().intact)
    let fault = try #require(try await ledger.verify([seen]).faults.first)
    #expect(fault.number == 10 && fault.fault.contains("replaced"))
  }

  @Test("R21: the last ten cut off are found by a checkpoint of the database, and by one of the journal")
  func cutOff() async throws {
    let announced = Announced()
    let store = ledger.another(announce: announced.add)
    try await ledger.create(1...30)
    try await store.keepAuditTrail()
    let checkpoint = try #require(announced.checkpoints.last)
    #expect(checkpoint.number == 30 && announced.checkpoints.count == 1)
    try await ledger.tamper("DELETE FROM audit_entries WHERE number > 20")
    let fault = AuditFault(
      number: 21, fault: "is missing, as is what followed up to 30, which a checkpoint saw: the end was cut off")
    #expect(try await ledger.verify().faults == [fault])
    try await ledger.tamper("DELETE FROM audit_checkpoints WHERE number > 0")
    #expect(try await ledger.verify().intact)
    #expect(try await ledger.verify([checkpoint]).faults == [fault])
    let foreign = AuditCheckpoint(number: 30, hash: checkpoint.hash, trail: .ofNone)
    #expect(try await ledger.verify([foreign]).intact, "of a database that was there before")
    try await ledger.tamper("DELETE FROM audit_entries")
    #expect(try await ledger.verify([checkpoint]).faults.map(\.number) == [1])
  }

  @Test("R21: all entries removed as if retention had done it are missed, for it leaves the last one")
  func emptied() async throws {
    try await ledger.create(1...10)
    try await ledger.store.keepAuditTrail()
    try await ledger.tamper("DELETE FROM audit_entries")
    try await ledger.tamper("UPDATE audit_checkpoints SET is_start = 1 WHERE number = 10")
    let fault = AuditFault(number: 11, fault: "is missing, as is whatever followed: all entries were removed")
    #expect(try await ledger.verify().faults == [fault])
  }

  @Test("R21: a chain made anew behind what retention has removed is found by a checkpoint of its last entry")
  func forgedStart() async throws {
    try await ledger.create(1...10)
    let seen = try #require(try await ledger.verify().last)
    try await ledger.tamper("UPDATE audit_entries SET hash = zeroblob(32) WHERE number = 10")
    try await ledger.create("another")
    try await ledger.tamper("DELETE FROM audit_entries WHERE number <= 10")
    try await ledger.tamper(
      "INSERT INTO audit_checkpoints (number, hash, date, is_start) VALUES (10, zeroblob(32), 0, 1)")
    #expect(try await ledger.verify().intact)
    let fault = try #require(try await ledger.verify([seen]).faults.first)
    #expect(fault.number == 10 && fault.fault.contains("replaced"))
  }

  @Test("R21: a chain that is longer than a portion is verified portion by portion, each from where the last one ended")
  func portions() async throws {
    try await ledger.create(1...20)
    #expect(try await ledger.verify(after: 12).entries == 8)
    try await ledger.tamper("UPDATE audit_entries SET hash = zeroblob(32) WHERE number = 12")
    #expect(try await ledger.verify(after: 12).faults.map(\.number) == [13])
    let error = try await #require(throws: ServiceError.self) { try await ledger.verify(after: 4711) }
    #expect(error.code == .invalidParams && error.path == "after")
  }
}
