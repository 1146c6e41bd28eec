import GRDB
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(1))) struct GroupCommitTests {
  private struct Refusal: Error {}
  private typealias Body = @Sendable (Transaction) throws -> Void

  private let notebook: Notebook
  private let statements = Statements()
  private let store: Store

  init() throws {
    notebook = try Notebook()
    store = notebook.another(hooks: statements.hooks)
  }

  /// Makes changes that all wait while another is under way, and so come together afterwards, in this order.
  /// - Returns: What each was refused with.
  private func changeTogether(_ bodies: [Body]) async throws -> [(any Error)?] {
    let gate = Gate()
    async let first: Void = store.change(.noApp) { _ in gate.pass() }
    await gate.awaitArrival()
    var changes: [Task<Void, any Error>] = []
    for body in bodies {
      changes.append(Task { [store] in try await store.change(.noApp, write: body) })
      while store.waitingChanges < changes.count { await Task.yield() }
    }
    gate.open()
    try await first
    var refusals: [(any Error)?] = []
    for change in changes {
      do {
        try await change.value
        refusals.append(nil)
      } catch { refusals.append(error) }
    }
    return refusals
  }

  private func note(_ text: String) -> Body {
    { try $0.note(text) }
  }

  @Test("Changes that arrive while another is committed share one commit, in the order in which they came")
  func together() async throws {
    try await store.note("before")
    let commits = statements.count(of: "COMMIT")
    let refusals = try await changeTogether((1...20).map { note("note \($0)") })
    #expect(refusals.allSatisfy { $0 == nil })
    #expect(statements.count(of: "COMMIT") - commits == 2, "one of the change before them, one of theirs")
    #expect(store.figures[.databaseCommits] == 3 && store.figures[.databaseChanges] == 22)
    #expect(try #require(store.figures[.databaseBytes]) > 0)
    #expect(try await store.notes() == ["before"] + (1...20).map { "note \($0)" })
  }

  @Test("No more than 256 changes share a commit")
  func bounded() async throws {
    let commits = statements.count(of: "COMMIT")
    _ = try await changeTogether((1...600).map { note("note \($0)") })
    #expect(statements.count(of: "COMMIT") - commits == 1 + 3)
    #expect(try await store.notes().count == 600)
  }

  @Test("Of changes that share a commit each sees those before it, and one that fails takes no other along")
  func ownOutcomes() async throws {
    let refusals = try await changeTogether([
      note("a"), note("a"),
      { transaction in
        try transaction.note("b")
        try transaction.run("DELETE FROM notes WHERE text = 'a'")
        throw Refusal()
      },
      { transaction in
        let notes = try transaction.notes()
        #expect(notes == ["a"])
      }, note("c"),
    ])
    #expect(refusals.map { $0 == nil } == [true, false, false, true, true])
    #expect((refusals[1] as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT)
    #expect(refusals[2] is Refusal)
    #expect(try await store.notes() == ["a", "c"])
  }

  @Test(
    "A change that fills the disk, so that the whole transaction is given up, is refused alone: the others are made")
  func fullDisk() async throws {
    try await store.change(.noApp) { _ = try $0.row("PRAGMA max_page_count = 10") }
    let big = String(repeating: "x", count: 100_000)
    let refusals = try await changeTogether([note("a"), note(big), note("b"), note(big + "x"), note("c")])
    #expect(refusals.map { $0 == nil } == [true, false, true, false, true])
    for error in refusals.compactMap(\.self) { #expect((error as? ServiceError)?.code == .unavailable) }
    #expect(try await store.notes() == ["a", "b", "c"])
  }

  @Test("A commit that fails is every change's failure, and leaves nothing behind")
  func failedCommit() async throws {
    try await store.change(.noApp) {
      try $0.run("CREATE TABLE replies (note INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)")
    }
    let refusals = try await changeTogether([note("a"), { try $0.run("INSERT INTO replies VALUES (7)") }, note("b")])
    for error in refusals { #expect((error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT) }
    #expect(try await store.notes() == [])
    try await store.note("later")
    #expect(try await store.notes() == ["later"])
  }

  @Test("Two instances that change at the same time wait for each other and lose nothing")
  func instances() async throws {
    try await withThrowingTaskGroup { group in
      for (name, store) in [("one", store), ("two", notebook.another())] {
        for number in 1...150 { group.addTask { try await store.note("\(name) \(number)") } }
      }
      try await group.waitForAll()
    }
    #expect(try await store.notes().count == 300)
  }
}
