import Testing

struct CodeMetricsTests {
  @Test(
    "No function has more than 60 lines, and at most one file in twenty has more than 200",
    arguments: ["Sources", "Tests"])
  func lengths(folder: String) throws {
    let files = try Repository.swiftFiles(in: folder).map { path in
      (path: path, lines: try Repository.text(of: path).split(separator: "\n", omittingEmptySubsequences: false))
    }
    for file in files { #expect(longestFunction(file.lines) <= 60, "\(file.path)") }
    #expect(files.count { $0.lines.count > 200 } * 20 <= files.count)
  }

  @Test("Nothing in the product traps on purpose; the formatter refuses what is left, force unwraps and try!")
  func traps() throws {
    let traps = [
      "precondition(", "preconditionFailure(", "fatalError(", "assert(", "assertionFailure(", " as! ", "unowned",
    ]
    for path in Repository.swiftFiles(in: "Sources") {
      let text = try Repository.text(of: path)
      for trap in traps { #expect(!text.contains(trap), "\(path): \(trap)") }
    }
  }

  @Test("The product uses FoundationEssentials alone: what else Foundation has asks for ICU's data, which is not there")
  func foundation() throws {
    for path in Repository.swiftFiles(in: "Sources") {
      #expect(
        !(try Repository.text(of: path).split(separator: "\n").contains { $0.hasSuffix("import Foundation") }),
        "\(path)")
    }
  }

  /// In formatted code a function goes from the line with its name to the next closing brace in the same column.
  private func longestFunction(_ lines: [Substring]) -> Int {
    lines.indices.map { start -> Int in
      guard isDeclaration(lines[start]),
        let open = lines[start...].firstIndex(where: { $0.hasSuffix("{") || $0.hasSuffix("}") || $0.isEmpty }),
        lines[open].hasSuffix("{"),
        let close = lines[open...].firstIndex(of: "\(lines[start].prefix { $0 == " " })}")
      else { return 0 }
      return close - start + 1
    }.max() ?? 0
  }

  private func isDeclaration(_ line: Substring) -> Bool {
    !line.drop { $0 == " " }.hasPrefix("//") && ["func ", " init(", " init?(", " init<"].contains { line.contains($0) }
  }
}
