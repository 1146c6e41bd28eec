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

  private func page(
    _ size: Int?, _ order: PageCursor.Order, after token: String? = nil, of list: String = "notes.list"
  ) async throws -> Page<Note> {
    let filter = order == .oldestFirst ? "id > ? ORDER BY id" : "id < ? ORDER BY id DESC"
    return try await notebook.store.read { transaction in
      let cursor = try transaction.cursor(size: size.flatMap(PageSize.init), token: token, of: list, order: order)
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

  @Test("A page of long rows ends before it has as many as were asked for, and the next one goes on behind it")
  func longRows() async throws {
    let texts = ["a", "b", "c", "d", "e"].map { String(repeating: $0, count: PageSize.bytes / 2) }
    for text in texts { try await notebook.store.note(text) }
    let pages = try await allPages(1000, .oldestFirst)
    #expect(pages.map { $0.map(\.first) } == [["a", "b"], ["c", "d"], ["e"]])
    #expect(pages.flatMap(\.self) == texts)
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
  func standardSize() async throws {
    for number in 1...51 { try await notebook.store.note("\(number)") }
    #expect(try await page(nil, .oldestFirst).items.count == 50)
  }

  @Test(
    "A page token that no list has given out is refused",
    arguments: [
      "", "1", "x", "MA==", "LTE=", "MS41", "OTIyMzM3MjAzNjg1NDc3NTgwOA==", "M Q==", "\u{0}", "é",
      String(repeating: "A", count: 48), String(repeating: "A", count: 100_000),
    ])
  func foreignToken(_ token: String) async {
    let error = await #expect(throws: ServiceError.self) { try await page(1, .oldestFirst, after: token) }
    #expect(error?.code == .invalidParams)
    #expect(error?.path == "page_token")
  }

  @Test("A page token works in its own list only, of its own database, whichever instance gave it out")
  func ownList() async throws {
    for text in ["a", "b"] { try await notebook.store.note(text) }
    let token = try #require(try await page(1, .oldestFirst).nextPageToken)
    #expect(try await page(1, .oldestFirst, after: token).items.map(\.text) == ["b"])
    let instance = notebook.another()
    _ = try await instance.read { try $0.cursor(size: nil, token: token, of: "notes.list") }
    for list in ["notes.list AC1", "others.list", ""] {
      await #expect(throws: ServiceError.self) { try await page(1, .oldestFirst, after: token, of: list) }
    }
    let other = try Notebook().store
    await #expect(throws: ServiceError.self) {
      try await other.read { _ = try $0.cursor(size: nil, token: token, of: "notes.list") }
    }
  }

  @Test("A page token tells nothing of the row that it stands for: two for the same row have nothing in common")
  func tellsNothing() async throws {
    for text in ["a", "b"] { try await notebook.store.note(text) }
    let tokens = [try await page(1, .oldestFirst).nextPageToken, try await page(1, .oldestFirst).nextPageToken]
    #expect(tokens[0] != tokens[1])
    #expect(tokens.allSatisfy { $0?.count == 48 })
  }
}
