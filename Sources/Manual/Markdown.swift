/// As much of Markdown as the protocol chapter is written in.
package struct Markdown {
  private var lines: ArraySlice<Substring>
  private var blocks: [ManualPage.Block] = []

  /// The blocks of a text. The title at its top is none: a page of the manual is called by its name.
  package static func blocks(of text: String) -> [ManualPage.Block] {
    var reader = Markdown(lines: text.split(separator: "\n", omittingEmptySubsequences: false)[...])
    while let line = reader.lines.first { reader.read(line) }
    return reader.blocks
  }

  private init(lines: ArraySlice<Substring>) {
    self.lines = lines
  }

  /// Reads the block that begins with a line.
  private mutating func read(_ line: Substring) {
    switch true {
    case line.hasPrefix("```"): readLiteral()
    case line.hasPrefix("|"): readTable()
    case line.hasPrefix("- "): readBullets()
    case line.hasPrefix("### "): readLine { .subsection(Self.spans($0.dropFirst(4)).plain) }
    case line.hasPrefix("## "): readLine { .section(Self.spans($0.dropFirst(3)).plain) }
    case line.isEmpty, line.hasPrefix("# "): lines.removeFirst()
    default: blocks.append(.paragraph(Self.spans(readText())))
    }
  }

  private mutating func readLine(_ block: (Substring) -> ManualPage.Block) {
    blocks.append(block(lines.removeFirst()))
  }

  private mutating func readLiteral() {
    lines.removeFirst()
    let code = lines.prefix { !$0.hasPrefix("```") }
    lines = lines.dropFirst(code.count + 1)
    blocks.append(.literal(code.flatMap { $0.folded(width: 68) }))
  }

  private mutating func readBullets() {
    var items: [[Span]] = []
    while let line = lines.first, line.hasPrefix("- ") { items.append(Self.spans(readText().dropFirst(2))) }
    blocks.append(.bullets(items))
  }

  /// The lines up to the next block, or the next item of a list, as one.
  private mutating func readText() -> Substring {
    var text = String(lines.removeFirst())
    while let line = lines.first, !line.isEmpty, !["- ", "|", "#", "```"].contains(where: { line.hasPrefix($0) }) {
      text += " " + lines.removeFirst().drop { $0 == " " }
    }
    return text[...]
  }

  /// Each row is an item, called by its first cell. The others have the heading of their column before them.
  private mutating func readTable() {
    let rows = lines.prefix { $0.hasPrefix("|") }
    lines = lines.dropFirst(rows.count)
    guard let head = rows.first.map(Self.cells) else { return }
    let items = rows.dropFirst(2).map { row -> (name: [Span], text: [Span]) in
      let cells = Self.cells(row)
      let parts = zip(cells, head).dropFirst().filter { !$0.0.isEmpty }.map { $1.isEmpty ? $0 : "\($1): \($0)" }
      return (Self.spans((cells.first ?? "")[...]), Self.spans(parts.joined(separator: "; ")[...]))
    }
    blocks.append(.items(items))
  }

  private static func cells(_ row: Substring) -> [String] {
    row.dropFirst().split(separator: "|", omittingEmptySubsequences: false).dropLast()
      .map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// Code, stress and links, of which the words are left.
  private static func spans(_ text: Substring) -> [Span] {
    var spans: [Span] = []
    var rest = text
    while let start = rest.firstIndex(where: { "`*[".contains($0) }) {
      let mark = rest[start]
      let inner = rest[rest.index(after: start)...]
      guard let end = inner.firstIndex(of: mark == "[" ? "]" : mark) else { break }
      spans.append(.text(String(rest[..<start])))
      let content = String(inner[..<end])
      rest = inner[inner.index(after: end)...]
      switch mark {
      case "`": spans.append(.literal(content))
      case "*": spans.append(.emphasized(content))
      default:
        spans.append(.text(content))
        if rest.hasPrefix("("), let close = rest.firstIndex(of: ")") { rest = rest[rest.index(after: close)...] }
      }
    }
    return (spans + [.text(String(rest))]).filter { $0 != .text("") }
  }
}

extension Substring {
  /// JSON, cut behind commas that are not in a string, so that it is still the same value; other text mostly stays.
  fileprivate func folded(width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var part = ""
    var isInString = false
    var isEscaped = false
    for character in self {
      part.append(character)
      if character == "\"", !isEscaped { isInString.toggle() }
      isEscaped = character == "\\" && !isEscaped
      guard character == ",", !isInString else { continue }
      if !line.isEmpty, line.count + part.count > width {
        lines.append(line)
        line = " "
      }
      line += part
      part = ""
    }
    guard line.isEmpty || line.count + part.count <= width else { return lines + [line, " " + part] }
    return lines + [line + part]
  }
}
