import FoundationEssentials
import TestSupport

/// A page of the manual as man(1) and mandoc(1) read it.
struct RenderedPage: Sendable {
  /// With its section: mandoc compares that with the title's.
  let file: String
  let source: String

  /// What either of them complains of.
  func faults() async throws -> [String] {
    let lint = try await run("/usr/bin/mandoc", ["-T", "lint", "-W", "warning"])
    let formatted = try await run("/usr/bin/man", ["--warnings=all", "--local-file"])
    return (lint.output + lint.errors + formatted.errors).split(separator: "\n").map(String.init)
  }

  /// What a reader sees, blanks and ends of lines as one blank each.
  func text() async throws -> String {
    try await run("/usr/bin/man", ["--local-file"]).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func run(_ program: String, _ arguments: [String]) async throws -> Program.Ending {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/\(file)"
    try Data(source.utf8).write(to: URL(filePath: path))
    return try await Program.run(
      program, arguments + [path], environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"])
  }
}
