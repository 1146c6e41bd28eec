/// A row in the order of a list.
package struct PagePosition: Sendable {
  /// From 1 on, where there is a row.
  package let rowID: Int64
  /// What the list is ordered by before the ids of the rows; empty where it is by them alone.
  package let key: String

  package init(rowID: Int64, key: String = "") {
    self.rowID = rowID
    self.key = key
  }
}

extension PagePosition {
  private static let idLength = 8

  /// The id in big-endian order, then the key.
  var bytes: [UInt8] {
    (0..<Self.idLength).map { UInt8(truncatingIfNeeded: rowID >> (56 - 8 * $0)) } + Array(key.utf8)
  }

  init?(bytes: [UInt8]) {
    guard bytes.count >= Self.idLength else { return nil }
    rowID = bytes.prefix(Self.idLength).reduce(0) { $0 << 8 | Int64($1) }
    key = String(decoding: bytes.dropFirst(Self.idLength), as: UTF8.self)
    guard rowID > 0 else { return nil }
  }
}
