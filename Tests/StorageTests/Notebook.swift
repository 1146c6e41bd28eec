import Coherence
import GRDB
import Storage
import TestSupport
import WireProtocol

/// Notes in a database of its own directory.
struct Notebook: Sendable {
  static let schema = Schema(
    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT")

  let directory: TemporaryDirectory
  let path: String
  let store: Store

  init() throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/notes.db"
    store = Store(path: path, service: .secretManager, schema: Self.schema)
  }

  /// Another instance of the service.
  func another() -> Store {
    Store(path: path, service: .secretManager, schema: Self.schema)
  }
}

extension Store {
  func note(_ text: String) async throws {
    try await write(changing: .noApp) { try $0.execute(sql: "INSERT INTO notes (text) VALUES (?)", arguments: [text]) }
  }

  func notes() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT text FROM notes ORDER BY id") }
  }
}
