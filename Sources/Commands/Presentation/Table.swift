import WireProtocol

/// A list for people: a header in capitals, then a line for each item, in columns two spaces apart.
///
/// Columns are as wide as what they have held so far, so that a long list can be printed page by page.
package struct Table<Item> {
  private let columns: [Column<Item>]
  private var widths: [Int]
  private var hasHeader = false

  package init(_ columns: [Column<Item>]) {
    self.columns = columns
    widths = columns.map(\.title.displayWidth)
  }

  /// The lines for these items; the first time with the header.
  package mutating func rendered(_ items: [Item]) -> String {
    var rows = items.map { item in columns.map { ($0.text(item) ?? "-").printable } }
    if !hasHeader { rows.insert(columns.map(\.title), at: 0) }
    hasHeader = true
    for row in rows { widths = zip(widths, row).map { max($0, $1.displayWidth) } }
    return rows.map(line).joined()
  }

  private func line(_ cells: [String]) -> String {
    let text = zip(cells, widths).map { cell, width in cell.padded(to: width) }.joined(separator: "  ")
    let end = text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex
    return text[..<end] + "\n"
  }
}

/// A column of a table.
package struct Column<Item>: Sendable {
  let title: String
  /// The item's cell, as it came; `nil`, shown as "-", where the item lacks it.
  let text: @Sendable (Item) -> String?

  package init(_ title: String, _ text: @escaping @Sendable (Item) -> String?) {
    self.title = title
    self.text = text
  }
}

/// An item that lists show in a table.
protocol Tabulated: Listed {
  static var columns: [Column<Self>] { get }
}
