import WireProtocol

/// A table that is drawn in place, again and again, on a terminal.
struct Screen {
  private static let escape = "\u{1B}["
  static let begin = "\(escape)?25l"
  static let end = "\(escape)?25h"

  let isColoured: Bool
  private var height = 0

  init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// What takes the place of the table before: no line is longer than the terminal is wide, and all are on it.
  mutating func drawing(_ text: String, size: ScreenSize) -> String {
    var lines = text.split(separator: "\n").map { String($0).cut(to: size.columns) }
    // Some terminals don't tell how many lines they have.
    if size.lines > 0, lines.count >= size.lines { lines = Array(lines.prefix(max(1, size.lines - 2))) + ["..."] }
    let back = height == 0 ? "" : "\(Self.escape)\(height)A\r"
    height = lines.count
    if isColoured, !lines.isEmpty { lines[0] = "\(Self.escape)1m\(lines[0])\(Self.escape)0m" }
    return back + "\(Self.escape)J" + lines.map { $0 + "\n" }.joined()
  }
}

extension String {
  /// As much of it as fits.
  fileprivate func cut(to columns: Int) -> String {
    var width = 0
    return String(
      prefix { character in
        width += String(character).displayWidth
        return width <= columns
      })
  }
}
