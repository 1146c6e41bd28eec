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

  private static func catalogue() throws -> Catalogue {
    let paths: KeyValuePairs = [
      "root/read": "/", "things/list": "/v1/Things", "things/read": "/v1/Things/{Name}",
      "things/export": "/v1/Things/export", "keys/list": "/v1/Things/{Name}/keys",
      "keys/admin": "/v1/Things/admin/keys",
      "numbers/read": "/v1/Numbers/{Number}", "calls/read": "/v1/Calls/{Sid}", "calls/json": "/v1/Calls/{Sid}.json",
      "messages/list": "/2010/Accounts/{AccountSid}/Messages.json", "cafe/read": "/v1/Caf\u{E9}", "own/read": "/v1/Own",
    ]
    let others = [
      ExampleCatalogue.permission("/shop/test/things/create", "/v1/Things", method: "POST"),
      ExampleCatalogue.permission("/shop/test/only/create", "/v1/Only", method: "POST"),
      ExampleCatalogue.permission("/shop/test/own/head", "/v1/Own", method: "HEAD"),
      ExampleCatalogue.permission("/shop/test/others/list", "/v1/Things", host: "other.example.com:8443"),
      ExampleCatalogue.permission(
        "/shop/test/others/delete", "/v1/Things/{Name}", method: "DELETE", host: "other.example.com:8443"),
    ]
    return try Catalogue(permissions: paths.map { ExampleCatalogue.permission("/shop/test/\($0)", $1) } + others)
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
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "spellings.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().filter { !$1.isEmpty && !$1.hasPrefix("#") }.map { index, line in
      let fields = try line.split(separator: " ", maxSplits: 3).map(unescaped)
      try #require(fields.count == 4, "spellings.txt:\(index + 1)")
      return Spelling(
        line: index + 1, verdict: fields[0], method: fields[1], host: fields[2] == "-" ? nil : fields[2],
        target: fields[3])
    }
  }

  /// With the character that `<0A>` stands for.
  private static func unescaped(_ field: Substring) throws -> String {
    try field.replacing(/<([0-9A-F]+)>/) { match in
      String(try #require(UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init)))
    }.description
  }
}
