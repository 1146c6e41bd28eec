import Foundation
import GRDB
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite struct OutageTests {
  private let notebook: Notebook

  init() throws {
    notebook = try Notebook()
  }

  private func expectOutage(
    _ reason: String, sourceLocation: SourceLocation = #_sourceLocation, _ call: @Sendable () async throws -> Void
  ) async {
    let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) { try await call() }
    let expected = ServiceError(
      .unavailable, "secret-manager can't use its database: \(reason)", service: "secret-manager")
    #expect(error == expected, sourceLocation: sourceLocation)
  }

  @Test("Without its directory the database is unavailable, and back with it")
  func missingDirectory() async throws {
    let directory = try TemporaryDirectory()
    let state = "\(directory.path)/state"
    let store = Store(path: "\(state)/notes.db", service: .secretManager, schema: Notebook.schema)
    await expectOutage("its file can't be opened; check the state directory") { _ = try await store.notes() }
    await expectOutage("its file can't be opened; check the state directory") { try await store.note("lost") }
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
    try await store.note("kept")
    #expect(try await store.notes() == ["kept"])
  }

  @Test("A file where the directory should be, and a directory where the file should be, make the database unavailable")
  func misplaced() async throws {
    let directory = try TemporaryDirectory()
    #expect(FileManager.default.createFile(atPath: "\(directory.path)/file", contents: nil))
    for path in ["\(directory.path)/file/notes.db", directory.path] {
      let store = Store(path: path, service: .secretManager, schema: Notebook.schema)
      await expectOutage("its file can't be opened; check the state directory") { try await store.note("lost") }
    }
  }

  @Test("A file that is no database is unavailable and left as it is; the backup put in its place works at once")
  func noDatabase() async throws {
    let rubbish = Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try rubbish.write(to: URL(filePath: notebook.path))
    await expectOutage("its file is damaged; restore a backup") { _ = try await notebook.store.notes() }
    await expectOutage("its file is damaged; restore a backup") { try await notebook.store.note("lost") }
    #expect(try Data(contentsOf: URL(filePath: notebook.path)) == rubbish)
    try FileManager.default.removeItem(atPath: notebook.path)
    try await notebook.store.note("kept")
    #expect(try await notebook.store.notes() == ["kept"])
  }

  @Test("A damaged page makes the calls unavailable that meet it, and the store unsound until it is as it was")
  func damagedPage() async throws {
    try await notebook.store.note("lost")
    let copy = "\(notebook.directory.path)/copy.db"
    try await DatabaseQueue(path: notebook.path).writeWithoutTransaction {
      try $0.execute(sql: "VACUUM INTO ?", arguments: [copy])
    }
    let file = try #require(FileHandle(forUpdatingAtPath: copy))
    try file.seek(toOffset: 4096)
    let page = try #require(try file.read(upToCount: 4096))
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: Data(repeating: 0xEE, count: 4096))
    let store = Store(path: copy, service: .secretManager, schema: Notebook.schema)
    for _ in 1...2 {
      await expectOutage("its file is damaged; restore a backup") { _ = try await store.notes() }
      _ = try await store.read { try $0.row("PRAGMA user_version") }
      #expect(store.outage != nil, "other pages can be read")
      await expectOutage("its file is damaged; restore a backup") { _ = try await store.check() }
    }
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: page)
    try file.close()
    _ = try await store.check()
    #expect(store.outage == nil)
    #expect(try await store.notes() == ["lost"])
  }

  @Test("A full disk is unavailable, changes nothing and lets reads go on; with room again the same store writes")
  func fullDatabase() async throws {
    try await notebook.store.note("kept")
    try await notebook.store.change(.noApp) { _ = try $0.row("PRAGMA max_page_count = 10") }
    await expectOutage("the disk is full; make room") {
      try await notebook.store.note(String(repeating: "x", count: 100_000))
    }
    #expect(try await notebook.store.notes() == ["kept"])
    try await notebook.store.change(.noApp) { _ = try $0.row("PRAGMA max_page_count = 1000") }
    try await notebook.store.note("more")
    #expect(try await notebook.store.notes() == ["kept", "more"])
  }

  @Test("A disk with no room for the index of the log is full as well; once there is room the same store opens")
  func noRoomForIndex() async throws {
    let isFull = Atomic(true)
    var hooks = StoreHooks()
    hooks.opening = { open in
      if isFull.load(ordering: .relaxed) { throw DatabaseError(resultCode: .SQLITE_IOERR_SHMSIZE) }
      try open()
    }
    let store = notebook.another(hooks: hooks)
    await expectOutage("the disk is full; make room") { _ = try await store.notes() }
    await expectOutage("the disk is full; make room") { try await store.note("lost") }
    isFull.store(false, ordering: .relaxed)
    try await store.note("kept")
    #expect(try await store.notes() == ["kept"])
  }

  @Test("A disk that fails is told with SQLite's number of how")
  func failingDisk() async throws {
    var hooks = StoreHooks()
    hooks.opening = { _ in throw DatabaseError(resultCode: .SQLITE_IOERR_READ) }
    let store = notebook.another(hooks: hooks)
    await expectOutage("the disk failed to read or write (266)") { _ = try await store.notes() }
  }

  @Test("A state directory that is read-only makes the database unavailable, and back when it can be written")
  func readOnlyDirectory() async throws {
    let other = notebook.another()
    try await other.note("kept")
    await other.close()
    try setMode(0o444, notebook.path)
    try setMode(0o555, notebook.directory.path)
    let nobody = Nobody()
    let store = notebook.another(hooks: nobody.hooks)
    await expectOutage("it is read-only; check the state directory's mount and permissions") {
      _ = try await store.notes()
    }
    try setMode(0o700, notebook.directory.path)
    try setMode(0o600, notebook.path)
    nobody.becomeRoot()
    try await store.note("more")
    #expect(try await store.notes() == ["kept", "more"])
  }

  @Test("A file that was read-only when it was opened is unavailable to writes, and written again as soon as it can be")
  func readOnlyFile() async throws {
    let other = notebook.another()
    try await other.note("kept")
    for suffix in ["", "-wal", "-shm"] { try setMode(suffix.isEmpty ? 0o444 : 0o666, notebook.path + suffix) }
    try setMode(0o777, notebook.directory.path)
    let nobody = Nobody()
    let store = notebook.another(hooks: nobody.hooks)
    #expect(try await store.notes() == ["kept"])
    await expectOutage("it is read-only; check the state directory's mount and permissions") {
      try await store.note("lost")
    }
    try setMode(0o600, notebook.path)
    nobody.becomeRoot()
    try await store.note("more")
    #expect(try await store.notes() == ["kept", "more"])
    await other.close()
  }

  private func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test(
    "A connection that turned read-only is unavailable to writes, lets reads go on and is replaced by one that writes")
  func readOnlyConnection() async throws {
    try await notebook.store.note("kept")
    try await notebook.store.change(.noApp) { try $0.run("PRAGMA query_only = ON") }
    await expectOutage("it is read-only; check the state directory's mount and permissions") {
      try await notebook.store.note("lost")
    }
    #expect(try await notebook.store.notes() == ["kept"])
    try await notebook.store.note("more")
    #expect(try await notebook.store.notes() == ["kept", "more"])
  }

  @Test("An error of a statement is no outage")
  func statementError() async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await notebook.store.change(.noApp) { try $0.run("SELECT nonsense") }
    }
    #expect(error?.resultCode == .SQLITE_ERROR)
  }
}
