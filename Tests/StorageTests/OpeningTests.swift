import GRDB
import Storage
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct OpeningTests {
  @Test("Opening tries again where SQLite does not wait by itself")
  func busyFile() async throws {
    let notebook = try Notebook()
    var hooks = StoreHooks()
    let attempts = Atomic(0)
    hooks.opening = { open in
      guard attempts.add(1, ordering: .relaxed).newValue > 3 else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
      try open()
    }
    #expect(try await notebook.another(hooks: hooks).notes() == [])
    #expect(attempts.load(ordering: .relaxed) == 4)
  }

  @Test("Opening waits while another process holds the file, and the caller's thread stays free meanwhile")
  func heldFile() async throws {
    let notebook = try Notebook()
    var hooks = StoreHooks()
    let (attempts, attempt) = AsyncStream<Void>.makeStream()
    hooks.opening = { open in
      attempt.yield()
      try open()
    }
    let store = notebook.another(hooks: hooks)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: notebook.path, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE; CREATE TABLE other (id INTEGER)") }
    async let notes = store.notes()
    for await _ in attempts.prefix(1) {}
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try await notes == [])
  }
}
