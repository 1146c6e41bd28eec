import Foundation
import Permissions
import Testing

/// What each spelling of a request means, as `spellings.txt` has it.
@Suite struct SpellingTests {
  struct Spelling: Sendable {
    let line: Int
    let verdict: String
    let method: String
    let host: String?
    let target: String
  }

  @Test("Each spelling of a request means what the table says")
  func table() throws {
    let spellings = try Self.spellings()
    #expect(spellings.count > 300)
    let matcher = try Self.catalogue().matcher
    for spelling in spellings {
      let match = matcher.match(method: spelling.method, host: spelling.host, path: spelling.target)
      #expect(Self.verdict(match) == spelling.verdict, "spellings.txt:\(spelling.line)")
    }
  }

  /// That of `spellings.json`.
  private static func catalogue() throws -> Catalogue {
    let home = try CatalogueDirectory()
    try home.write(text(of: "spellings.json"), to: "spellings.json")
    return try Catalogue(directories: [home.path])
  }

  private static func verdict(_ match: RequestMatch) -> String {
    switch match {
    case .permission(let name, _): name.split(separator: "/").suffix(2).joined(separator: "/")
    case .unknownHost: "unknown-host"
    case .unknownPath: "unknown-path"
    case .unknownMethod: "unknown-method"
    case .ambiguousHost: "ambiguous"
    case .malformedPath: "malformed"
    }
  }

  private static func spellings() throws -> [Spelling] {
    let lines = try text(of: "spellings.txt").split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().filter { !$1.isEmpty && !$1.hasPrefix("#") }.map { index, line in
      let fields = try line.split(separator: " ", maxSplits: 3).map(unescaped)
      try #require(fields.count == 4, "spellings.txt:\(index + 1)")
      return Spelling(
        line: index + 1, verdict: fields[0], method: fields[1], host: fields[2] == "-" ? nil : fields[2],
        target: fields[3])
    }
  }

  private static func text(of name: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// With the character that `<0A>` stands for.
  private static func unescaped(_ field: Substring) throws -> String {
    try field.replacing(/<([0-9A-F]+)>/) { match in
      String(try #require(UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init)))
    }.description
  }
}
