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

  private func page(_ size: Int, _ order: PageCursor.Order, after token: String? = nil) async throws -> Page<Note> {
    let cursor = try PageCursor(size: PageSize(size), token: token, order: order)
    let filter = order == .oldestFirst ? "id > ? ORDER BY id" : "id < ? ORDER BY id DESC"
    return try await notebook.store.read { transaction in
      let rows = try transaction.rows(
        "SELECT id, text FROM notes WHERE \(filter) LIMIT ?", cursor.rowID, cursor.size + 1)
      return try Page(rows: rows, cursor: cursor) { Note(text: try $0.value("text")) }
    }
  }

  private func allPages(_ size: Int, _ order: PageCursor.Order) async throws -> [[String]] {
    var pages: [[String]] = []
    var token: String?
    repeat {
      let page = try await page(size, order, after: token)
      pages.append(page.items.map(\.text))
      token = page.nextPageToken
    } while token != nil
    return pages
  }

  @Test("The pages of a list hold each row once, in either order, and the last one has no token")
  func pages() async throws {
    #expect(try await allPages(2, .oldestFirst) == [[]])
    for text in ["a", "b", "c", "d"] { try await notebook.store.note(text) }
    #expect(try await allPages(3, .oldestFirst) == [["a", "b", "c"], ["d"]])
    #expect(try await allPages(3, .newestFirst) == [["d", "c", "b"], ["a"]])
    #expect(try await allPages(2, .oldestFirst) == [["a", "b"], ["c", "d"]])
    #expect(try await allPages(4, .newestFirst) == [["d", "c", "b", "a"]])
    #expect(try await allPages(1000, .newestFirst) == [["d", "c", "b", "a"]])
  }

  @Test("A row that comes or goes between two pages makes no other appear twice or go missing")
  func changes() async throws {
    for text in ["a", "b", "c", "d"] { try await notebook.store.note(text) }
    let first = try await page(2, .newestFirst)
    try await notebook.store.change(.noApp) { transaction in
      try transaction.run("DELETE FROM notes WHERE text = 'c'")
      try transaction.note("e")
    }
    #expect(first.items.map(\.text) == ["d", "c"])
    #expect(try await page(2, .newestFirst, after: first.nextPageToken).items.map(\.text) == ["b", "a"])
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
