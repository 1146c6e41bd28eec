import GRDB
import Storage
import Testing
import WireProtocol

@Suite struct TypesSQLTests {
  private let notebook: Notebook

  init() throws {
    notebook = try Notebook()
  }

  @Test("The protocol's types come back from the database as they went in")
  func roundTrip() throws {
    let sid = AppSID.random()
    let moment = Timestamp(secondsSince1970: 1_795_435_200)
    let name = try FriendlyName("Zoë 🚀")
    let row = try notebook.store.read {
      try Row.fetchOne($0, sql: "SELECT ? AS a, ? AS b, ? AS c", arguments: [sid, moment, name])
    }
    let stored = try #require(row)
    #expect(try stored.decode(forColumn: "a") == sid)
    #expect(try stored.decode(forColumn: "b") == moment)
    #expect(try stored.decode(forColumn: "c") == name)
  }

  @Test("A stored value that is not of the type is an error, not a crash")
  func wrongValue() throws {
    let row = try notebook.store.read { try Row.fetchOne($0, sql: "SELECT 'AC0' AS sid, 'soon' AS moment") }
    let stored = try #require(row)
    #expect(throws: (any Error).self) { try stored.decode(AppSID.self, forColumn: "sid") }
    #expect(throws: (any Error).self) { try stored.decode(Timestamp.self, forColumn: "moment") }
    #expect(throws: (any Error).self) { try stored.decode(AccountSID?.self, forColumn: "moment") }
  }
}
