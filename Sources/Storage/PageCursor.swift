package import WireProtocol

/// Where a page starts: after the row with this id, in the list's order. Told to clients as a sealed token.
package struct PageCursor: Sendable {
  /// The order of a list by its rows' ids.
  package enum Order: Sendable {
    case oldestFirst, newestFirst
  }

  /// The first page's is below every id, or above every id where the newest come first.
  package let position: PagePosition
  package let size: Int
  private let list: String
  private let seal: PageSeal

  /// - Parameter list: What tells the list from every other: the method's name, and what selects the items.
  /// - Throws: `invalid_params` for a token that this list has not given out.
  package init(
    size: PageSize?, token: String?, of list: String, order: Order = .oldestFirst, seal: PageSeal
  ) throws(ServiceError) {
    self.size = (size ?? .standard).value
    self.list = list
    self.seal = seal
    guard let token else {
      position = PagePosition(rowID: order == .oldestFirst ? 0 : .max)
      return
    }
    guard let position = seal.position(of: token, in: list) else {
      throw ServiceError(
        .invalidParams, "page_token: not a token that this list has given out; leave it out to start over",
        path: "page_token")
    }
    self.position = position
  }

  package var rowID: Int64 { position.rowID }

  /// What of the items from its position on is on its page: as many as it may hold, fewer where they are long.
  package func shown<Item>(of items: [Item], bytes: (Item) -> Int) -> ArraySlice<Item> {
    var sum = 0
    return items.prefix(size).prefix { item in
      defer { sum += bytes(item) }
      return sum < PageSize.bytes
    }
  }

  /// For a list that is not rows of a database: `rowID` may be any position from 1 on.
  package func token(after rowID: Int64) throws -> String {
    try token(after: PagePosition(rowID: rowID))
  }

  package func token(after position: PagePosition) throws -> String {
    try seal.token(at: position, in: list)
  }
}

extension Transaction {
  /// The cursor of a list of rows.
  /// - Throws: As ``PageCursor``.
  package func cursor(
    size: PageSize?, token: String?, of list: String, order: PageCursor.Order = .oldestFirst
  ) throws -> PageCursor {
    try PageCursor(size: size, token: token, of: list, order: order, seal: PageSeal(self))
  }
}

extension Page {
  /// Makes a page of rows that a query brought in the list's order, one row more than the page holds. It may end
  /// before, where the rows are long.
  /// - Parameter position: Of a row; `nil` where its column `id` tells it.
  package init(
    rows: [Row], cursor: PageCursor, position: ((Row) throws -> PagePosition)? = nil, item: (Row) throws -> Item
  ) throws {
    let shown = cursor.shown(of: rows, bytes: \.bytes)
    let isLast = shown.count == rows.count
    let position = position ?? { PagePosition(rowID: try $0.value("id")) }
    let token = isLast ? nil : try shown.last.map { try cursor.token(after: position($0)) }
    self.init(try shown.map(item), nextPageToken: token)
  }
}
