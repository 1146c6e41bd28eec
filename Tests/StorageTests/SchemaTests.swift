import GRDB
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct SchemaTests {
  private static let first =
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('first');"
  private static let second = "ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody';"

  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func store(_ schema: Schema) -> Store {
    Store(path: "\(directory.path)/notes.db", service: .tokenIssuer, schema: schema)
  }

  /// Waits for a store that is closing its database meanwhile.
  private func version() throws -> Int? {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    return try DatabaseQueue(path: "\(directory.path)/notes.db", configuration: configuration).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
  }

  private func column(_ name: String, _ schema: Schema) async throws -> [String] {
    try await store(schema).read { try $0.rows("SELECT \(name) FROM notes").map { try $0.value(name) } }
  }

  @Test("Each step runs once, also when the steps come one release after another")
  func steps() async throws {
    for schema in [
      Schema(Self.first), Schema(Self.first), Schema(Self.first, Self.second), Schema(Self.first, Self.second),
    ] {
      #expect(try await column("text", schema) == ["first"])
    }
    #expect(try version() == 2)
    #expect(try await column("author", Schema(Self.first, Self.second)) == ["nobody"])
  }

  @Test("A step that fails leaves the database at the version that it had, and the service unavailable")
  func failedStep() async throws {
    _ = try await column("text", Schema(Self.first))
    let error = await #expect(throws: ServiceError.self) {
      try await column("text", Schema(Self.first, Self.second, "CREATE TABLE notes (id INTEGER)"))
    }
    #expect(error?.code == .unavailable)
    #expect(error?.message == "token-issuer can't use its database: it can't be opened: table notes already exists")
    #expect(try version() == 1)
    #expect(try await column("author", Schema(Self.first, Self.second)) == ["nobody"])
  }

  @Test(
    "A database of a newer release, or of none, is refused with the cure and left as it is", arguments: [2, 1000, -1])
  func foreignVersion(_ version: Int) async throws {
    try await store(Schema(Self.first)).change(.noApp) { try $0.run("PRAGMA user_version = \(version)") }
    let error = await #expect(throws: ServiceError.self) { try await column("text", Schema(Self.first)) }
    #expect(error?.code == .unavailable)
    #expect(
      error?.message
        == "token-issuer can't use its database: it was written by another release "
        + "(schema \(version), and this one knows 1); install that release")
    #expect(try self.version() == version)
  }

  @Test("Instances that start together on a new database migrate it once and all work", arguments: 1...20)
  func race(_ round: Int) async throws {
    let counts = try await withThrowingTaskGroup { group in
      for _ in 1...6 {
        group.addTask {
          let instance = store(Schema(Self.first, Self.second))
          try await instance.change(.noApp) { try $0.run("INSERT INTO notes (text) VALUES ('from an instance')") }
          return try await instance.read { try $0.rows("SELECT id FROM notes WHERE text = 'first'").count }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 1, count: 6))
    #expect(try await column("text", Schema(Self.first, Self.second)).count == 7)
  }

  @Test("An instance goes on serving while one of a later release adds a column, in the midst of its rows' joins")
  func olderInstance() async throws {
    let older = store(Schema(Self.first))
    @Sendable func read() async throws -> [[String]] {
      try await older.read { transaction in
        try transaction.rows("SELECT notes.id, notes.text, 'a' AS mark FROM notes ORDER BY id").map {
          [try $0.value("text"), try $0.value("mark")]
        }
      }
    }
    #expect(try await read() == [["first", "a"]])
    try await older.change(.noApp) { try $0.run("INSERT INTO notes (text) VALUES (?)", "second") }
    #expect(try await column("author", Schema(Self.first, Self.second)) == ["nobody", "nobody"])
    try await older.change(.noApp) { try $0.run("INSERT INTO notes (text) VALUES (?)", "third") }
    #expect(try await read() == [["first", "a"], ["second", "a"], ["third", "a"]])
  }
}
