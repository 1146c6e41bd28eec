import FoundationEssentials
package import WireProtocol

/// Where a page starts: after the row with this id, in the list's order. Told to clients as an opaque token.
package struct PageCursor: Sendable {
  /// The order of a list by its rows' ids.
  package enum Order: Sendable {
    case oldestFirst, newestFirst
  }

  /// The first page's is below every id, or above every id where the newest come first.
  package let rowID: Int64
  package let size: Int

  /// - Throws: `invalid_params` for a token that no list has given out.
  package init(size: PageSize?, token: String?, order: Order = .oldestFirst) throws(ServiceError) {
    self.size = (size ?? .standard).value
    guard let token else {
      rowID = order == .oldestFirst ? 0 : .max
      return
    }
    guard let data = Data(base64Encoded: token), let id = Int64(String(decoding: data, as: UTF8.self)), id > 0 else {
      throw ServiceError(
        .invalidParams, "page_token: not a token that a list has given out; leave it out to start over",
        path: "page_token")
    }
    rowID = id
  }

  /// For a list that is not rows of a database: `rowID` may be any position from 1 on.
  package static func token(after rowID: Int64) -> String {
    Data(String(rowID).utf8).base64EncodedString()
  }
}

extension Page {
  /// Makes a page of rows that a query brought in the order of their column `id`, one row more than the page holds.
  package init(rows: [Row], cursor: PageCursor, item: (Row) throws -> Item) throws {
    let isLast = rows.count <= cursor.size
    let shown = rows.prefix(cursor.size)
    let token = isLast ? nil : try shown.last.map { PageCursor.token(after: try $0.value("id")) }
    self.init(try shown.map(item), nextPageToken: token)
  }
}
