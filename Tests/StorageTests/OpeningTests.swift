import GRDB
import Storage
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct OpeningTests {
  @Test("Opening tries again where SQLite does not wait by itself, each time after a pause")
  func busyFile() async throws {
    let notebook = try Notebook()
    var hooks = StoreHooks()
    let attempts = Mutex<[ContinuousClock.Instant]>([])
    hooks.opening = { open in
      let count = attempts.withLock { attempts in
        attempts.append(.now)
        return attempts.count
      }
      guard count > 3 else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
      try open()
    }
    #expect(try await notebook.another(hooks: hooks).notes() == [])
    let instants = attempts.withLock(\.self)
    #expect(instants.count == 4)
    #expect(zip(instants, instants.dropFirst()).allSatisfy { $1 - $0 >= .milliseconds(1) })
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
    let thread = OneThread()
    let notes = Task(executorPreference: thread) { try await store.notes() }
    for await _ in attempts.prefix(1) {}
    let commit = Task(executorPreference: thread) {
      try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    }
    try await commit.value
    #expect(try await notes.value == [])
  }
}
