import Foundation
import Testing
import WireProtocol

@Suite struct PageTests {
  @Test("A page is an object with its items under their name, and with a token unless it is the last")
  func encoding() throws {
    let user = User.example
    let last = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Page([user]))) as? [String: Any]
    #expect(last?.keys.sorted() == ["users"])
    let page = Page([user, user], nextPageToken: "MQ==")
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(page)) as? [String: Any]
    #expect(object?.keys.sorted() == ["next_page_token", "users"])
    #expect(try JSONDecoder().decode(Page<User>.self, from: JSONEncoder().encode(page)) == page)
  }

  @Test("An empty page has an empty list")
  func empty() throws {
    let json = try JSONEncoder().encode(Page<User>([]))
    #expect(String(decoding: json, as: UTF8.self) == #"{"users":[]}"#)
    #expect(try JSONDecoder().decode(Page<User>.self, from: json) == Page([]))
  }

  @Test("The items of one list are not those of another")
  func otherList() throws {
    let users = try JSONEncoder().encode(Page([User.example]))
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Page<Account>.self, from: users) }
  }
}
