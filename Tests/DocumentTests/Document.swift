/// A page in Markdown, taken apart as far as its claims can be checked.
struct Document {
  struct Line {
    let number: Int
    let text: String
    /// The language of the code block that the line stands in; `nil` outside of one.
    let code: String?
  }

  /// Every page of the repository.
  static let paths = Repository.paths.filter { $0.hasSuffix("README.md") }.sorted()

  let path: String
  let lines: [Line]

  init(_ path: String) throws { self.init(path, text: try Repository.text(of: path)) }

  init(_ path: String, text: String) {
    var code: String?
    var lines: [Line] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("```") {
        code = code == nil ? String(trimmed.dropFirst(3)) : nil
      } else {
        lines.append(Line(number: index + 1, text: String(line), code: code))
      }
    }
    self.path = path
    self.lines = lines
  }

  /// The folder that links start from.
  var folder: String { path.split(separator: "/").dropLast().map { "\($0)/" }.joined() }

  var prose: String { lines.filter { $0.code == nil }.map(\.text).joined(separator: "\n") }

  /// What stands in backticks, each on one line.
  var codeSpans: [String] {
    prose.matches(of: /`([^`]+)`/).map { $0.1.split(whereSeparator: \.isNewline).joined(separator: " ") }
  }

  /// The anchors that GitHub gives the headings.
  var anchors: Set<String> {
    Set(
      prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map { heading in
        String(
          heading.drop { $0 == "#" }.dropFirst().lowercased()
            .filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.map { $0 == " " ? "-" : $0 })
      })
  }
}
