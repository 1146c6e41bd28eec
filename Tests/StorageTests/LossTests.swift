import Foundation
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// A database that is lost is told to be lost: no empty one takes its place, and nothing is acknowledged into a file
/// that nobody will find again.
@Suite(.timeLimit(.minutes(1))) struct LossTests {
  private let notebook: Notebook
  private let made = Made()

  /// The paths of databases that were told to be new.
  private final class Made: Sendable {
    let paths = Mutex<[String]>([])
  }

  init() throws {
    notebook = try Notebook()
  }

  private func store() -> Store {
    Store(path: notebook.path, service: .secretManager, schema: Notebook.schema) { [made] path in
      made.paths.withLock { $0.append(path) }
    }
  }

  private func remove(_ suffixes: String...) throws {
    for suffix in suffixes { try? FileManager.default.removeItem(atPath: notebook.path + suffix) }
  }

  private func expectLoss(
    _ reason: String, sourceLocation: SourceLocation = #_sourceLocation, _ call: @Sendable () async throws -> Void
  ) async {
    let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) { try await call() }
    #expect(error?.code == .unavailable, sourceLocation: sourceLocation)
    #expect(error?.message.contains(reason) == true, "\(error as Any)", sourceLocation: sourceLocation)
  }

  @Test("A new database is told once, by the instance that made it")
  func new() async throws {
    for _ in 1...3 {
      let store = store()
      #expect(try await store.notes() == [])
      await store.close()
    }
    #expect(made.paths.withLock(\.self) == [notebook.path])
  }

  @Test(
    "A database that is gone, or emptied, is not replaced by a new one, until its mark is removed",
    arguments: [true, false])
  func gone(isEmptied: Bool) async throws {
    try await notebook.store.note("kept")
    await notebook.store.close()
    try remove("")
    if isEmptied { #expect(FileManager.default.createFile(atPath: notebook.path, contents: nil)) }
    let store = store()
    let reason = "\(notebook.path) is gone or empty; restore a backup, or remove \(notebook.path)-made to begin with"
    await expectLoss(reason) { _ = try await store.notes() }
    await expectLoss(reason) { try await store.note("lost") }
    #expect(store.outage?.contains(reason) == true)
    #expect(FileManager.default.fileExists(atPath: notebook.path) == isEmptied)
    try remove("-made")
    #expect(try await store.notes() == [])
    #expect(store.outage == nil)
    #expect(made.paths.withLock(\.self) == [notebook.path])
  }

  @Test(
    "What is removed while the service runs takes no change that is acknowledged; put back, it does",
    arguments: [["", "-wal", "-shm"], [""], ["-wal"]])
  func removed(files: [String]) async throws {
    try await notebook.store.note("kept")
    let store = store()
    #expect(try await store.notes() == ["kept"])
    for file in files {
      try FileManager.default.moveItem(atPath: notebook.path + file, toPath: "\(notebook.path).old\(file)")
    }
    await expectLoss("was removed or replaced as the service ran") { try await store.note("lost") }
    #expect(try await store.notes().first == "kept")
    for file in files {
      try FileManager.default.moveItem(atPath: "\(notebook.path).old\(file)", toPath: notebook.path + file)
    }
    try await store.note("more")
    #expect(try await store.notes().contains("more"))
    #expect(store.outage == nil)
  }

  @Test("A file that is cut short while the service runs takes no change that is acknowledged")
  func emptied() async throws {
    try await notebook.store.note("kept")
    #expect(truncate(notebook.path, 0) == 0)
    await expectLoss("can't use its database") { try await notebook.store.note("lost") }
  }

  @Test("A backup that is put in the place of the open database is not mixed with that one's log, now or at a start")
  func replaced() async throws {
    let backup = try Notebook()
    try await backup.store.note("from the backup")
    await backup.store.close()
    try await notebook.store.note("old")
    try remove("")
    try FileManager.default.copyItem(atPath: backup.path, toPath: notebook.path)
    await expectLoss("was removed or replaced as the service ran") { try await notebook.store.note("lost") }
    await expectLoss("was removed or replaced as the service ran") { try await notebook.store.note("lost") }
    await notebook.store.close()
    #expect(try await store().notes() == ["from the backup"])
  }

  @Test("A check reads and writes, and leaves everything as it was")
  func check() async throws {
    try await notebook.store.note("kept")
    #expect(try await notebook.store.check() == "opens, reads and writes")
    #expect(try await notebook.another().notes() == ["kept"])
    try remove("", "-wal", "-shm")
    await expectLoss("was removed or replaced") { _ = try await notebook.store.check() }
  }
}
