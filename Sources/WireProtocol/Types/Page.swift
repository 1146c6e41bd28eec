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
  static var itemName: String { get }
  static var itemSchema: JSONSchema { get }
}

extension Page: Paged {
  static var itemName: String { "\(Item.self)" }
  static var itemSchema: JSONSchema { .describe(Item.self) }
}

extension Page: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static var items: Key { Key(stringValue: Item.listName) }
    static var nextPageToken: Key { Key(stringValue: "next_page_token") }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    items = try container.decode([Item].self, forKey: .items)
    nextPageToken = try container.decodeIfPresent(String.self, forKey: .nextPageToken)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(items, forKey: .items)
    try container.encodeIfPresent(nextPageToken, forKey: .nextPageToken)
  }
}
