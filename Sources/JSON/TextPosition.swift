/// Where a byte stands in a text, as editors count: both numbers from 1 on.
package struct TextPosition: Equatable, Sendable, CustomStringConvertible {
  package let line: Int
  /// In bytes.
  package let column: Int

  /// - Parameter offset: Of the byte from the start of the text; at most the text's length.
  package init(of offset: Int, in text: some Collection<UInt8>) {
    let before = text.prefix(offset)
    let newline = UInt8(ascii: "\n")
    line = before.count { $0 == newline } + 1
    column = before.reduce(1) { $1 == newline ? 1 : $0 + 1 }
  }

  package var description: String { "line \(line), column \(column)" }
}
