import Coherence
import GRDB
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct PageCursorTests {
  private struct Note: Listed {
    static let listName = "notes"
    let text: String
  }

  private let notebook: Notebook

  init() throws {
    notebook = try Notebook()
  }

  private func page(_ size: Int, _ order: PageCursor.Order, after token: String? = nil) throws -> Page<Note> {
    let cursor = try PageCursor(size: PageSize(size), token: token, order: order)
    let filter = order == .oldestFirst ? "id > ? ORDER BY id" : "id < ? ORDER BY id DESC"
    return try notebook.store.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM notes WHERE \(filter) LIMIT ?", arguments: [cursor.rowID, cursor.size + 1])
      return try Page(rows: rows, cursor: cursor) { Note(text: try $0.decode(forColumn: "text")) }
    }
  }

  private func allPages(_ size: Int, _ order: PageCursor.Order) throws -> [[String]] {
    var pages: [[String]] = []
    var token: String?
    repeat {
      let page = try page(size, order, after: token)
      pages.append(page.items.map(\.text))
      token = page.nextPageToken
    } while token != nil
    return pages
  }

  @Test("The pages of a list hold each row once, in either order, and the last one has no token")
  func pages() async throws {
    #expect(try allPages(2, .oldestFirst) == [[]])
    for text in ["a", "b", "c", "d"] { try await notebook.store.note(text) }
    #expect(try allPages(3, .oldestFirst) == [["a", "b", "c"], ["d"]])
    #expect(try allPages(3, .newestFirst) == [["d", "c", "b"], ["a"]])
    #expect(try allPages(2, .oldestFirst) == [["a", "b"], ["c", "d"]])
    #expect(try allPages(4, .newestFirst) == [["d", "c", "b", "a"]])
    #expect(try allPages(1000, .newestFirst) == [["d", "c", "b", "a"]])
  }

  @Test("A row that comes or goes between two pages makes no other appear twice or go missing")
  func changes() async throws {
    for text in ["a", "b", "c", "d"] { try await notebook.store.note(text) }
    let first = try page(2, .newestFirst)
    try await notebook.store.write(changing: .noApp) {
      try $0.execute(sql: "DELETE FROM notes WHERE text = 'c'; INSERT INTO notes (text) VALUES ('e')")
    }
    #expect(first.items.map(\.text) == ["d", "c"])
    #expect(try page(2, .newestFirst, after: first.nextPageToken).items.map(\.text) == ["b", "a"])
  }

  @Test("A list brings 50 rows unless asked for another number")
  func standardSize() throws {
    #expect(try PageCursor(size: nil, token: nil).size == 50)
  }

  @Test(
    "A page token that no list has given out is refused",
    arguments: [
      "", "1", "x", "MA==", "LTE=", "MS41", "OTIyMzM3MjAzNjg1NDc3NTgwOA==", "M Q==", "\u{0}", "é",
      String(repeating: "A", count: 100_000),
    ])
  func foreignToken(_ token: String) {
    let error = #expect(throws: ServiceError.self) { try PageCursor(size: nil, token: token) }
    #expect(error?.code == .invalidParams)
    #expect(error?.path == "page_token")
  }
}
