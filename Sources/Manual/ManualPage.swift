/// A page of the manual, to be written in man(7).
package struct ManualPage: Sendable {
  /// What a page consists of, from its top to its bottom.
  package enum Block: Sendable {
    case section(String)
    case subsection(String)
    case paragraph([Span])
    /// Lines as they stand.
    case literal([String])
    case bullets([[Span]])
    /// What something is called, and what is said about it.
    case items([(name: [Span], text: [Span])])
    /// Other pages, in their order.
    case references([(name: String, section: Int)])
  }

  private let name: String
  private let section: Int
  private let summary: String
  private let version: String
  private let date: String
  private let blocks: [Block]

  /// - Parameters:
  ///   - summary: What is said behind the name, without a full stop.
  ///   - version: Of the suite.
  ///   - date: Such as 2026-11-27.
  package init(name: String, section: Int, summary: String, version: String, date: String, blocks: [Block]) {
    self.name = name
    self.section = section
    self.summary = summary
    self.version = version
    self.date = date
    self.blocks = blocks
  }

  /// The page's source.
  package func rendered() -> String {
    let title =
      [name.uppercased(), "\(section)"].map(Self.quoted) + [date]
      + ["oauth-apps \(version)", "oauth-apps"].map(Self.quoted)
    var lines = [
      ".TH " + title.joined(separator: " "), ".nh", ".ad l", ".SH NAME",
      Roff.line(Roff.escaped(name)) + #" \- "# + Roff.escaped(summary),
    ]
    var isBelowHeading = false
    for block in blocks {
      if block.needsSpace, !isBelowHeading { lines.append(".PP") }
      lines += block.lines
      isBelowHeading = block.isHeading
    }
    return lines.map { $0 + "\n" }.joined()
  }

  fileprivate static func quoted(_ text: String) -> String { "\"\(Roff.escaped(text))\"" }
}

extension ManualPage.Block {
  fileprivate var isHeading: Bool {
    switch self {
    case .section, .subsection: true
    default: false
    }
  }

  /// Whether no empty line comes before it by itself.
  fileprivate var needsSpace: Bool {
    switch self {
    case .paragraph, .literal, .references: true
    case .section, .subsection, .bullets, .items: false
    }
  }

  fileprivate var lines: [String] {
    switch self {
    case .section(let title): [".SH \(ManualPage.quoted(title.uppercased()))"]
    case .subsection(let title): [".SS \(ManualPage.quoted(title))"]
    case .paragraph(let spans): Roff.sentences(spans.roff)
    case .literal(let text): [".RS 4", ".nf"] + text.map { Roff.line(Roff.escaped($0)) } + [".fi", ".RE"]
    case .bullets(let items):
      Array(items.map { [#".IP \(bu 2"#] + Roff.sentences($0.roff) }.joined(separator: [".PD 0"])) + [".PD"]
    case .items(let items): items.flatMap { [".TP", Roff.line($0.name.roff)] + Roff.sentences($0.text.roff) }
    case .references(let pages):
      pages.enumerated().map { index, page in
        ".BR \(ManualPage.quoted(page.name)) (\(page.section))" + (index < pages.count - 1 ? "," : "")
      }
    }
  }
}
