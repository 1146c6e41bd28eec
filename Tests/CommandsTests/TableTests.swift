import Testing

@testable import Commands

struct TableTests {
  private static let columns: [Column<(String, String?)>] = [Column("NAME") { $0.0 }, Column("PARENT") { $0.1 }]

  @Test("Columns are as wide as their widest cell, two spaces apart, without spaces at the end")
  func alignment() {
    var table = Table(Self.columns)
    #expect(table.rendered([("a", "x"), ("longer", "y")]) == "NAME    PARENT\na       x\nlonger  y\n")
  }

  @Test("A missing cell is a dash")
  func missing() {
    var table = Table(Self.columns)
    #expect(table.rendered([("a", nil)]) == "NAME  PARENT\na     -\n")
  }

  @Test("An empty list is its header")
  func empty() {
    var table = Table(Self.columns)
    #expect(table.rendered([]) == "NAME  PARENT\n")
  }

  @Test("A second page has no header and keeps the columns of the first")
  func pages() {
    var table = Table(Self.columns)
    _ = table.rendered([("longer", "y")])
    #expect(table.rendered([("a", "x")]) == "a       x\n")
  }

  @Test("Wide characters count as two columns, marks as none")
  func wideCharacters() {
    var table = Table(Self.columns)
    #expect(table.rendered([("東京", "x"), ("cafe\u{301}", "y")]) == "NAME  PARENT\n東京  x\ncafe\u{301}  y\n")
  }

  @Test("A cell's control characters are written out and count as such")
  func escapes() {
    var table = Table(Self.columns)
    #expect(table.rendered([("\u{1B}[2J", "x"), ("a\nb", "y")]) == "NAME       PARENT\n\\u{1B}[2J  x\na\\u{A}b    y\n")
  }
}
