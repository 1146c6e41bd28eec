/// An item of a list, and what the list is called in a reply.
package protocol Listed: Codable, Equatable, Sendable {
  static var listName: String { get }
}

/// One page of a list: `{"<items>": [...], "next_page_token": "..."}`, the token missing on the last page.
package struct Page<Item: Listed>: Equatable, Sendable {
  package let items: [Item]
  /// Opaque. Sent back as `page_token` it brings the page that follows.
  package let nextPageToken: String?

  package init(_ items: [Item], nextPageToken: String? = nil) {
    self.items = items
    self.nextPageToken = nextPageToken
  }
}

/// A page as the reference sees it.
protocol Paged {
  static var itemType: Any.Type { get }
  static var itemName: String { get }
  static var itemSchema: JSONSchema { get }
}

extension Page: Paged {
  static var itemType: Any.Type { Item.self }
  static var itemName: String { "\(Item.self)" }
  static var itemSchema: JSONSchema { .describe(Item.self) }
}

extension Method {
  /// Whether it replies with a page of a list.
  package static var isList: Bool { Reply.self is any Paged.Type }
}

extension Page: Codable {
  private static var itemsKey: VerbatimKey { VerbatimKey(Item.listName) }
  private static var tokenKey: VerbatimKey { VerbatimKey("next_page_token") }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: VerbatimKey.self)
    items = try container.decode([Item].self, forKey: Self.itemsKey)
    nextPageToken = try container.decodeIfPresent(String.self, forKey: Self.tokenKey)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: VerbatimKey.self)
    try container.encode(items, forKey: Self.itemsKey)
    try container.encodeIfPresent(nextPageToken, forKey: Self.tokenKey)
  }
}
