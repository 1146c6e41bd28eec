import Foundation
import GRDB
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(1))) struct ClosingTests {
  private let notebook: Notebook

  init() throws {
    notebook = try Notebook()
  }

  private func files() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: notebook.directory.path)).subtracting(["notes.db-made"])
  }

  @Test("A database that is closed leaves no log and no index behind, whether it was read, written or not used at all")
  func tidy() async throws {
    try await notebook.store.note("kept")
    #expect(try await notebook.store.notes() == ["kept"])
    #expect(try files() == ["notes.db", "notes.db-wal", "notes.db-shm"])
    await notebook.store.close()
    #expect(try files() == ["notes.db"])
    let reading = notebook.another()
    #expect(try await reading.notes() == ["kept"])
    await reading.close()
    await notebook.another().close()
    #expect(try files() == ["notes.db"])
  }

  @Test("Of two instances the last to close removes the log; closing disturbs the other in nothing")
  func lastInstance() async throws {
    let other = notebook.another()
    try await notebook.store.note("one")
    try await other.note("two")
    await notebook.store.close()
    #expect(try files() == ["notes.db", "notes.db-wal", "notes.db-shm"])
    try await other.note("three")
    #expect(try await other.notes() == ["one", "two", "three"])
    await other.close()
    #expect(try files() == ["notes.db"])
  }

  @Test("Instances that close at the same moment leave no log either", arguments: 1...50)
  func together(_ round: Int) async throws {
    let stores = (1...3).map { _ in notebook.another() }
    for (number, store) in stores.enumerated() { try await store.note("\(number)") }
    await withTaskGroup { group in
      for store in stores { group.addTask { await store.close() } }
    }
    #expect(try files() == ["notes.db"])
  }

  @Test("What was asked for before is carried out; what is asked for later is unavailable, and opens nothing")
  func pending() async throws {
    let store = notebook.store
    let gate = Gate()
    async let first: Void = store.change(.noApp) { _ in gate.pass() }
    await gate.awaitArrival()
    let second = Task { try await store.note("in time") }
    while store.waitingChanges < 1 { await Task.yield() }
    async let closing: Void = store.close()
    gate.open()
    try await first
    try await second.value
    await closing
    for attempt in [{ try await store.note("late") }, { _ = try await store.notes() }] as [() async throws -> Void] {
      let error = await #expect(throws: ServiceError.self) { try await attempt() }
      #expect(error?.code == .unavailable && error?.message.contains("the service is stopping") == true)
    }
    #expect(try files() == ["notes.db"])
    #expect(try await notebook.another().notes() == ["in time"])
  }
}
