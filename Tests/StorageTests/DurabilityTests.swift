import Foundation
import GRDB
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct DurabilityTests {
  private let notebook: Notebook

  init() throws {
    notebook = try Notebook()
  }

  @Test(
    "Commits are forced to disk, the log is written ahead and foreign keys are enforced, on a database new or reopened"
  )
  func pragmas() async throws {
    for store in [notebook.store, notebook.another()] {
      let journal: String? = try await store.change(.noApp) {
        try $0.row("PRAGMA journal_mode")?.value("journal_mode")
      }
      let others: [Int?] = try await store.change(.noApp) { transaction in
        try ["synchronous", "foreign_keys"].map { try transaction.row("PRAGMA \($0)")?.value($0) }
      }
      #expect(journal == "wal" && others == [2, 1])
    }
  }

  @Test("A row that refers to none is refused")
  func foreignKeys() async throws {
    let directory = try TemporaryDirectory()
    let schema = Schema(
      "CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (parent INTEGER REFERENCES parent (id));")
    let store = Store(path: "\(directory.path)/families.db", service: .secretManager, schema: schema)
    await #expect(throws: DatabaseError.self) {
      try await store.change(.noApp) { try $0.run("INSERT INTO child VALUES (7)") }
    }
    #expect(try await store.read { try $0.rows("SELECT parent FROM child").count } == 0)
  }

  @Test("What was acknowledged is there after a crash, and a torn end of the log is not")
  func crash() async throws {
    try await notebook.store.note("kept")
    let crashed = "\(notebook.directory.path)/crashed.db"
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: notebook.path + suffix, toPath: crashed + suffix)
    }
    let log = try #require(FileHandle(forWritingAtPath: crashed + "-wal"))
    try log.seekToEnd()
    try log.write(contentsOf: Data(repeating: 0x5A, count: 2000))
    try log.close()
    #expect(try await Store(path: crashed, service: .secretManager, schema: Notebook.schema).notes() == ["kept"])
  }

  @Test("A transaction that fails changes nothing, whichever of its statements it was")
  func rollback() async throws {
    struct Refusal: Error {}
    try await notebook.store.note("first")
    await #expect(throws: Refusal.self) {
      try await notebook.store.change(.noApp) { transaction in
        try transaction.note("second")
        try transaction.run("DELETE FROM notes WHERE text = 'first'")
        throw Refusal()
      }
    }
    await #expect(throws: DatabaseError.self) {
      try await notebook.store.change(.noApp) { try $0.run("INSERT INTO notes (text) VALUES ('third'), ('first')") }
    }
    #expect(try await notebook.store.notes() == ["first"])
  }

  @Test("What a large change can be taken back by stays in memory: none of it gets into a file beside the database's")
  func noTemporaryFiles() async throws {
    let text = String(repeating: "x", count: 2000)
    try await notebook.store.change(.noApp) { transaction in
      for number in 1...100 { try transaction.note("\(text)\(number)") }
    }
    let open: [String] = try await notebook.store.change(.noApp) { transaction in
      try transaction.run("UPDATE notes SET text = text || '.'")
      let files = FileManager.default
      return try files.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
    }
    #expect(open.contains(notebook.path) && !open.contains { $0.contains("etilqs_") })
  }

  @Test("Another instance sees a change as soon as it is acknowledged")
  func instances() async throws {
    let other = notebook.another()
    for text in ["one", "two", "three"] {
      try await notebook.store.note(text)
      #expect(try await other.notes().last == text)
    }
  }

  @Test("Instances that come and go at once lose nothing and disturb no other")
  func comingAndGoing() async throws {
    try await withThrowingTaskGroup { group in
      for instance in 1...4 {
        group.addTask {
          for start in 1...25 { try await notebook.another().note("\(instance).\(start)") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await Set(notebook.store.notes()).count == 100)
  }

  @Test("A read sees the state before a transaction that is under way, and does not wait for it")
  func isolation() async throws {
    try await notebook.store.note("before")
    let gate = Gate()
    async let change: Void = notebook.store.change(.noApp) { transaction in
      try transaction.note("during")
      gate.pass()
    }
    await gate.awaitArrival()
    for store in [notebook.store, notebook.another()] { #expect(try await store.notes() == ["before"]) }
    gate.open()
    try await change
    #expect(try await notebook.store.notes() == ["before", "during"])
  }

  @Test("A read can't write")
  func readOnly() async throws {
    try await notebook.store.note("kept")
    await #expect(throws: ServiceError.self) { try await notebook.store.read { try $0.run("DELETE FROM notes") } }
    #expect(try await notebook.store.notes() == ["kept"])
  }
}
