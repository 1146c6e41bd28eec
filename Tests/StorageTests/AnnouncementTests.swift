import Glibc
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct AnnouncementTests {
  private let directory: TemporaryDirectory
  private let page: String
  private let store: Store

  init() throws {
    directory = try TemporaryDirectory()
    page = "\(directory.path)/changes"
    store = Store(
      path: "\(directory.path)/db", service: .secretManager,
      schema: Schema("CREATE TABLE notes (text TEXT NOT NULL) STRICT"),
      changes: try ChangeSignal(path: page, database: "\(directory.path)/db"))
  }

  private func insert(_ text: String, _ subject: ChangeSubject) async throws {
    try await store.change(subject) { try $0.run("INSERT INTO notes (text) VALUES (?)", text) }
  }

  private func count() async throws -> Int {
    try await store.read { try $0.rows("SELECT text FROM notes").count }
  }

  @Test("A change is told of: under way while it is made, done when it is acknowledged, and also when it fails")
  func announced() async throws {
    let watch = ChangeWatch(path: page)
    let before = watch.version(of: .sample)
    #expect(before != nil)
    try await store.change(.client(.sample)) { transaction in
      #expect(watch.version(of: .sample) == nil)
      try transaction.run("INSERT INTO notes (text) VALUES ('a')")
    }
    let after = watch.version(of: .sample)
    #expect(after != nil && after != before)
    await #expect(throws: (any Error).self) {
      try await store.change(.client(.sample)) { try $0.run("INSERT INTO nowhere VALUES (1)") }
    }
    #expect(watch.version(of: .sample) != nil)
    try await insert("b", .noApp)
    #expect(try await count() == 2)
  }

  @Test("What can't be told of is not done: unavailable, with the reason")
  func unannounced() async throws {
    unlink(page)
    mkdir(page, 0o700)
    let error = await #expect(throws: ServiceError.self) { try await insert("a", .client(.sample)) }
    #expect(error?.code == .unavailable)
    #expect(
      error?.message.hasPrefix("secret-manager can't tell of its changes, nothing was changed: can't use \(page): ")
        == true)
    #expect(try await count() == 0)
    rmdir(page)
    try await insert("a", .client(.sample))
    #expect(try await count() == 1)
  }

  @Test("What was done and can't be told of is not acknowledged, and says that it was done")
  func unacknowledged() async throws {
    let page = page
    let error = await #expect(throws: ServiceError.self) {
      try await store.change(.client(.sample)) { transaction in
        try transaction.run("INSERT INTO notes (text) VALUES ('a')")
        unlink(page)
        mkdir(page, 0o700)
      }
    }
    #expect(error?.message.hasPrefix("secret-manager can't tell of its changes, the change was made: ") == true)
    #expect(try await count() == 1)
  }
}
