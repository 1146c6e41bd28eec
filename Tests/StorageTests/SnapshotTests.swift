import FoundationEssentials
import Storage
import TestSupport
import Testing
import WireProtocol

struct SnapshotTests {
  private let notebook: Notebook
  private let other: Notebook

  init() throws {
    notebook = try Notebook()
    other = try Notebook()
  }

  private var paths: [ServiceName: String] { [.appRegistry: notebook.path, .tokenIssuer: other.path] }

  /// The notes of a copy.
  private func notes(of service: ServiceName, in snapshot: StateSnapshot) async throws -> [String] {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/copy.db"
    try snapshot.copy(service, to: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["copy.db"])
    return try await Store(path: path, service: service, schema: Notebook.schema).notes()
  }

  @Test("Several databases are copied as they all were at one moment, while they are written to")
  func oneMoment() async throws {
    try await withThrowingTaskGroup { group in
      for client in 1...4 {
        group.addTask {
          // The second database has nothing that the first one does not have.
          for number in 0... {
            try await notebook.store.note("\(client)-\(number)")
            if Task.isCancelled { return }
            try await other.store.note("\(client)-\(number)")
          }
        }
      }
      defer { group.cancelAll() }
      for _ in 1...20 {
        let known = try await (notebook.store.notes(), other.store.notes())
        let snapshot = try StateSnapshot(of: paths)
        let first = Set(try await notes(of: .appRegistry, in: snapshot))
        let second = Set(try await notes(of: .tokenIssuer, in: snapshot))
        #expect(first.isSuperset(of: second) && first.count <= second.count + 4)
        #expect(first.isSuperset(of: known.0) && second.isSuperset(of: known.1))
      }
    }
  }

  @Test("What is written after the moment is not in the copy, and is not held up by it")
  func later() async throws {
    try await notebook.store.note("before")
    try await other.store.note("before")
    let snapshot = try StateSnapshot(of: paths)
    try await notebook.store.note("after")
    #expect(try await notes(of: .appRegistry, in: snapshot) == ["before"])
    #expect(try await notebook.store.notes() == ["before", "after"])
  }

  @Test("Databases that nobody has open are left as they were, without a log")
  func closed() async throws {
    for notebook in [notebook, other] {
      try await notebook.store.note("kept")
      await notebook.store.close()
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: notebook.directory.path)
    do {
      let snapshot = try StateSnapshot(of: paths)
      #expect(try await notes(of: .appRegistry, in: snapshot) == ["kept"])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: notebook.directory.path).sorted() == before.sorted())
  }

  @Test("A database that is not there, or damaged, is told and not copied")
  func unusable() async throws {
    try await notebook.store.note("kept")
    await notebook.store.close()
    let missing = #expect(throws: ServiceError.self) { try StateSnapshot(of: paths) }
    #expect(missing?.message.contains("token-issuer can't be backed up: \(other.path) is gone") == true)
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: notebook.path)))
    bytes.replaceSubrange(4096..<8192, with: repeatElement(0x5A, count: 4096))
    try Data(bytes).write(to: URL(filePath: notebook.path))
    let damaged = await #expect(throws: ServiceError.self) {
      try await notes(of: .appRegistry, in: StateSnapshot(of: [.appRegistry: notebook.path]))
    }
    #expect(damaged?.message.contains("damaged") == true, "\(damaged?.message ?? "")")
  }

  @Test("Changes are held for two seconds at the most where one of the databases stays locked")
  func locked() async throws {
    try await notebook.store.note("kept")
    try await other.store.note("kept")
    let gate = Gate()
    async let change: Void = other.store.change(.noApp) { _ in gate.pass() }
    await gate.awaitArrival()
    let fault = #expect(throws: ServiceError.self) { try StateSnapshot(of: paths) }
    #expect(fault?.message.contains("another process holds it locked; try again") == true)
    try await notebook.store.note("goes on")
    gate.open()
    try await change
  }

  @Test("As long as the instances of a service are kept from starting, another keeper is refused")
  func keptFromStarting() throws {
    do {
      let kept = try StoppedInstances(database: notebook.path)
      _ = withExtendedLifetime(kept) {
        #expect(throws: ChangePageError.self) { try StoppedInstances(database: notebook.path) }
      }
    }
    #expect(throws: Never.self) { try StoppedInstances(database: notebook.path) }
  }
}
