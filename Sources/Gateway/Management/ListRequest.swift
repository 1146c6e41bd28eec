import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

/// Which page of a list a request asks for, in the hosted provider's words.
struct ListRequest: Sendable {
  private let path: String
  private let account: String?
  private let size: Int?
  private let number: Int
  private let token: String?

  /// - Throws: ``RequestFault`` for what is no number, and for a page that is not reached by its token.
  init(_ request: HTTPRequest) throws(RequestFault) {
    let query = try request.queryForm()
    path = request.path
    account = query["AccountSid"]
    size = try query.number("PageSize")
    number = try query.number("Page") ?? 0
    token = query["PageToken"]
    guard number == 0 || token != nil, 0..<Int.max ~= number else {
      throw RequestFault(.badRequest, "Page: pages are reached by the next_page_url of the one before; begin with 0")
    }
  }

  static func members(of request: HTTPRequest) throws -> GivenMembers { try ListRequest(request).members }

  private var members: GivenMembers {
    var members = GivenMembers(
      aliases: ["AccountSid": "account_sid", "PageSize": "page_size", "PageToken": "page_token"])
    if let account { members.give("account_sid", text: account) }
    if let size { members.give("page_size", json: "\(size)".utf8) }
    if let token { members.give("page_token", text: token) }
    return members
  }

  /// A page in the provider's shape. The list is read forwards: there is no `previous_page_url`.
  /// - Parameters:
  ///   - page: As the registry tells it.
  ///   - key: What the list is called in the answer.
  ///   - server: What the URLs begin with.
  ///   - item: Writes an item.
  func answer<Item: Listed>(
    _ page: JSONValue, of type: Item.Type, as key: String, at server: String, item: (JSONValue) -> [UInt8]
  ) -> Answer {
    var meta = JSONObjectWriter(capacity: 512)
    meta.write("page", number)
    meta.write("page_size", (size ?? PageSize.standard.value))
    meta.write("first_page_url", url(server, number: 0, token: nil))
    meta.write("url", url(server, number: number, token: token))
    if let next = page["next_page_token"]?.string {
      meta.write("next_page_url", url(server, number: number + 1, token: next))
    }
    meta.write("key", key)
    let items = page.member { $0.elementsEqual(Item.listName.utf8) }?.children.map(item) ?? []
    var list = JSONObjectWriter(capacity: 4096)
    list.write(key, json: Array("[".utf8) + items.joined(separator: ",".utf8) + "]".utf8)
    list.write("meta", json: meta.finish())
    return Answer(.ok, json: list.finish()[...])
  }

  private func url(_ server: String, number: Int, token: String?) -> String {
    let query = [
      ("AccountSid", account), ("PageSize", (size ?? PageSize.standard.value).description),
      ("Page", number.description), ("PageToken", token),
    ]
    return server + path + "?"
      + query.compactMap { name, value in value.map { "\(name)=\(PercentCoding.encode($0))" } }.joined(separator: "&")
  }
}

extension Form {
  fileprivate func number(_ name: String) throws(RequestFault) -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text) else { throw RequestFault(.badRequest, "\(name): expected a whole number") }
    return number
  }
}
