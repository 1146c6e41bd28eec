import Storage
import Testing
import WireProtocol

@Suite struct ColumnValueTests {
  private let notebook: Notebook

  init() throws {
    notebook = try Notebook()
  }

  @Test("Values come back from the database as they went in")
  func roundTrip() async throws {
    let sid = AppSID.random()
    let moment = Timestamp(secondsSince1970: 1_795_435_200)
    let name = try FriendlyName("Zoë 🚀")
    let bytes: [UInt8] = [0, 255, 7]
    let row = try await notebook.store.read { transaction in
      try transaction.row(
        "SELECT ? AS sid, ? AS moment, ? AS name, ? AS bytes, ? AS none, ? AS size, ? AS no_bytes", sid,
        moment,
        name, bytes, nil as AppSID?, PageSize(7), [] as [UInt8])
    }
    let stored = try #require(row)
    #expect(try stored.value("sid") == sid)
    #expect(try stored.value("moment") == moment)
    #expect(try stored.value("name") == name)
    #expect(try stored.value("bytes") == bytes)
    #expect(try stored.value("none") == nil as AppSID?)
    #expect(try stored.value("sid") == sid as AppSID?)
    #expect(try stored.value("size") == PageSize(7))
    #expect(try stored.value("no_bytes") == [] as [UInt8])
  }

  @Test("A stored value that is not of the type, and a column that is not there, are errors that show no value")
  func wrongValue() async throws {
    let row = try await notebook.store.read { transaction in
      try transaction.row(
        "SELECT 'AC0' AS sid, 'soon' AS moment, NULL AS none, 9223372036854775807 AS size, 0.5 AS half")
    }
    let stored = try #require(row)
    let error = #expect(throws: ColumnError.self) { try stored.value("sid", as: AppSID.self) }
    #expect(error?.description.contains("AC0") == false)
    #expect(error?.description.contains("the column sid") == true)
    #expect(throws: ColumnError.self) { try stored.value("moment", as: Timestamp.self) }
    #expect(throws: ColumnError.self) { try stored.value("moment", as: AccountSID?.self) }
    #expect(throws: ColumnError.self) { try stored.value("none", as: String.self) }
    #expect(throws: ColumnError.self) { try stored.value("size", as: PageSize.self) }
    #expect(throws: ColumnError.self) { try stored.value("half", as: Int.self) }
    #expect(throws: ColumnError.self) { try stored.value("nowhere", as: String?.self) }
  }

  @Test("Values are parameters: no text of a caller is ever taken for SQL, and too few or too many are an error")
  func parameters() async throws {
    let text = "'; DELETE FROM notes; --"
    try await notebook.store.note(text)
    #expect(try await notebook.store.notes() == [text])
    await #expect(throws: (any Error).self) {
      try await notebook.store.read { _ = try $0.row("SELECT text FROM notes WHERE id = ? AND text = ?", 1) }
    }
    await #expect(throws: (any Error).self) {
      try await notebook.store.read { _ = try $0.row("SELECT text FROM notes WHERE id = ?", 1, 2) }
    }
  }
}
