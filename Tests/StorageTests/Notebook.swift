import Storage
import TestSupport
import WireProtocol

/// Notes in a database of its own directory.
struct Notebook: Sendable {
  static let schema = Schema(
    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT;" + PageSeal.schema)

  let directory: TemporaryDirectory
  let path: String
  let store: Store

  init() throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/notes.db"
    store = Store(path: path, service: .secretManager, schema: Self.schema)
  }

  /// Another instance of the service.
  func another(hooks: StoreHooks = StoreHooks(), changes: ChangeSignal? = nil) -> Store {
    Store(path: path, service: .secretManager, schema: Self.schema, changes: changes, hooks: hooks)
  }
}

extension Store {
  func note(_ text: String) async throws {
    try await change(.noApp) { try $0.note(text) }
  }

  func notes() async throws -> [String] {
    try await read { try $0.notes() }
  }
}

extension Transaction {
  func note(_ text: String) throws {
    try insert(into: "notes", [("text", text)])
  }

  func notes() throws -> [String] {
    try rows("SELECT text FROM notes ORDER BY id").map { try $0.value("text") }
  }
}
