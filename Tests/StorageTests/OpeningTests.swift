import GRDB
import Storage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct OpeningTests {
  @Test("Opening tries again while another process holds the file, and the caller's thread stays free meanwhile")
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
    for await _ in attempts.prefix(3) {}
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try await notes == [])
  }
}
