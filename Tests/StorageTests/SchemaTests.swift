import Coherence
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

  private func version() throws -> Int? {
    try DatabaseQueue(path: "\(directory.path)/notes.db").read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  @Test("Each step runs once, also when the steps come one release after another")
  func steps() throws {
    for schema in [
      Schema(Self.first), Schema(Self.first), Schema(Self.first, Self.second), Schema(Self.first, Self.second),
    ] {
      #expect(try store(schema).read { try String.fetchAll($0, sql: "SELECT text FROM notes") } == ["first"])
    }
    #expect(try version() == 2)
    #expect(
      try store(Schema(Self.first, Self.second)).read { try String.fetchOne($0, sql: "SELECT author FROM notes") }
        == "nobody")
  }

  @Test("A step that fails leaves the database at the version that it had, and the service unavailable")
  func failedStep() throws {
    _ = try store(Schema(Self.first)).read { try Row.fetchOne($0, sql: "SELECT 1") }
    let broken = store(Schema(Self.first, Self.second, "CREATE TABLE notes (id INTEGER)"))
    let error = #expect(throws: ServiceError.self) { try broken.read { try Row.fetchOne($0, sql: "SELECT 1") } }
    #expect(error?.code == .unavailable)
    #expect(error?.message == "token-issuer can't use its database: it can't be opened: table notes already exists")
    #expect(try version() == 1)
    #expect(
      try store(Schema(Self.first, Self.second)).read { try String.fetchOne($0, sql: "SELECT author FROM notes") }
        == "nobody")
  }

  @Test(
    "A database of a newer release, or of none, is refused with the cure and left as it is", arguments: [2, 1000, -1])
  func foreignVersion(_ version: Int) async throws {
    try await store(Schema(Self.first)).write(changing: .noApp) {
      try $0.execute(sql: "PRAGMA user_version = \(version)")
    }
    let error = #expect(throws: ServiceError.self) {
      try store(Schema(Self.first)).read { try Row.fetchOne($0, sql: "SELECT 1") }
    }
    #expect(error?.code == .unavailable)
    #expect(
      error?.message
        == "token-issuer can't use its database: it was written by another release "
        + "(schema \(version), and this one knows 1); "
        + "install that release")
    #expect(try self.version() == version)
  }

  @Test("Instances that start together on a new database migrate it once and all work", arguments: 1...20)
  func race(_ round: Int) async throws {
    let counts = try await withThrowingTaskGroup { group in
      for _ in 1...6 {
        group.addTask {
          let instance = store(Schema(Self.first, Self.second))
          try await instance.write(changing: .noApp) {
            try $0.execute(sql: "INSERT INTO notes (text) VALUES ('from an instance')")
          }
          return try instance.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes WHERE text = 'first'") }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 1, count: 6))
    #expect(
      try store(Schema(Self.first, Self.second)).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes") } == 7)
  }
}
