import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct PageTests {
  @Test("A page is an object with its items under their name, and with a token unless it is the last")
  func encoding() throws {
    let user = User.example
    let last = try JSONSerialization.jsonObject(with: Data(Wire.text(Page([user])).utf8)) as? [String: Any]
    #expect(last?.keys.sorted() == ["users"])
    let page = Page([user, user], nextPageToken: "MQ==")
    let object = try JSONSerialization.jsonObject(with: Data(Wire.text(page).utf8)) as? [String: Any]
    #expect(object?.keys.sorted() == ["next_page_token", "users"])
    #expect(try Wire.value(Page<User>.self, Wire.text(page)) == page)
  }

  @Test("An empty page has an empty list")
  func empty() throws {
    let json = try Wire.text(Page<User>([]))
    #expect(json == #"{"users":[]}"#)
    #expect(try Wire.value(Page<User>.self, json) == Page([]))
  }

  @Test("The items of one list are not those of another")
  func otherList() throws {
    let users = try Wire.text(Page([User.example]))
    #expect(throws: DecodingError.self) { try Wire.value(Page<Account>.self, users) }
  }
}
