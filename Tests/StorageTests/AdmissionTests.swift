import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(1))) struct AdmissionTests {
  private struct Refusal: Error {}

  private let notebook: Notebook
  private let statements = Statements()
  private let watch: ChangeWatch
  private let store: Store

  init() throws {
    notebook = try Notebook()
    let page = "\(notebook.directory.path)/changes"
    store = notebook.another(hooks: statements.hooks, changes: try ChangeSignal(path: page, database: notebook.path))
    watch = ChangeWatch(path: page)
  }

  @Test("A change that is not admitted announces nothing and takes no write lock")
  func refused() async throws {
    _ = try await store.notes()
    let before = watch.version(of: .sample)
    await #expect(throws: Refusal.self) {
      try await store.change(.client(.sample)) { _ in
        throw Refusal()
      } write: { transaction, _ in
        try transaction.note("lost")
      }
    }
    #expect(before != nil && watch.version(of: .sample) == before)
    #expect(statements.count(of: "BEGIN IMMEDIATE") == 0)
    #expect(try await store.notes() == [])
  }

  @Test("A change is admitted on a state that nobody has changed when it is written")
  func admittedAgain() async throws {
    let gate = Gate()
    async let other: Void = store.change(.noApp) { transaction in
      try transaction.note("taken")
      gate.pass()
    }
    await gate.awaitArrival()
    let late = Task { [store] in
      try await store.change(.client(.sample)) { transaction in
        guard try transaction.notes().isEmpty else { throw Refusal() }
      } write: { transaction, _ in
        try transaction.note("lost")
      }
    }
    while store.waitingChanges < 1 { await Task.yield() }
    gate.open()
    try await other
    await #expect(throws: Refusal.self) { try await late.value }
    #expect(try await store.notes() == ["taken"])
  }

  @Test("What a change is written from is what it was admitted with")
  func admission() async throws {
    let text = try await store.change(.client(.sample)) { transaction in
      "\(try transaction.notes().count) before"
    } write: { transaction, text in
      #expect(watch.version(of: .sample) == nil)
      try transaction.note(text)
      return text
    }
    #expect(try await store.notes() == ["0 before"] && text == "0 before")
  }

  @Test("A task that is cancelled before its turn reads and changes nothing")
  func cancelled() async throws {
    let task = Task { [store] in
      while !Task.isCancelled { await Task.yield() }
      try await store.note("lost")
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await store.notes() == [])
  }
}
