import Permissions
import Testing

@Suite struct RequestPathTests {
  private func match(_ path: String, _ templates: String...) throws -> RequestMatch {
    try ExampleCatalogue.of(templates).matcher.match(method: "GET", host: ExampleCatalogue.host, path: path)
  }

  private static let found = RequestMatch.permission(name: "/shop/test/t0/read", accountSid: nil)

  @Test(
    "A query is ignored",
    arguments: [
      "/a/b?", "/a/b?c=d", "/a/b?c=/../%zz", "/a/b?%23", "/a/b?\u{0}",
      "/a/b?" + String(repeating: "q", count: 100_000),
    ])
  func query(path: String) throws {
    #expect(try match(path, "/a/b") == Self.found)
  }

  @Test("Percent-encoding is decoded", arguments: ["/%61/b", "/a/%62", "/%61/%62"])
  func decoding(path: String) throws {
    #expect(try match(path, "/a/b") == Self.found)
  }

  @Test("A fragment is malformed, wherever it stands", arguments: ["/a/b#", "/a/b#c", "/#/a/b", "/a/b?#", "/a/b?c#d"])
  func fragment(path: String) throws {
    #expect(
      try match(path, "/a/b", "/{Id}/a/b") == .malformedPath(reason: "the path has a #, which no request target has"))
    #expect(try match("/a/%23", "/a/{Id}") == Self.found)
  }

  @Test(
    "What is percent-encoded twice is malformed, whatever it stands for",
    arguments: ["/%2561", "/x/%252E%252E", "/x/%252e%252e/y", "/x/%25%32%66y", "/x/%253bz", "/x/%25252F"])
  func doubleEncoding(path: String) throws {
    let reason = "the path has something that is percent-encoded twice"
    #expect(try match(path, "/a", "/y", "/x/{Id}") == .malformedPath(reason: reason))
  }

  @Test("A path of non-ASCII text is compared by its bytes, raw or encoded")
  func nonASCII() throws {
    #expect(try match("/caf%C3%A9", "/café") == Self.found)
    #expect(try match("/caf\u{E9}", "/caf\u{E9}") == Self.found)
    #expect(try match("/cafe\u{301}", "/caf\u{E9}") == .unknownPath)
  }

  @Test("A trailing slash makes another path")
  func trailingSlash() throws {
    #expect(try match("/a/b/", "/a/b") == .unknownPath)
    #expect(try match("/a/b", "/a/b/") == .unknownPath)
    #expect(try match("/a/b/", "/a/b/") == Self.found)
    #expect(try match("/", "/") == Self.found)
    #expect(try match("/", "/{Id}") == .unknownPath)
  }

  @Test(
    "A path that does not begin with a slash is malformed",
    arguments: ["", "a", "?", "*", "%2Fa/b", "https://api.example.com/a/b", "\\a\\b", " /a/b"])
  func start(path: String) throws {
    #expect(try match(path, "/a/b") == .malformedPath(reason: "the path does not start with /"))
  }

  @Test("An empty segment is malformed", arguments: ["//", "//a/b", "/a//b", "/a/b//", "//api.example.com/a/b"])
  func emptySegment(path: String) throws {
    #expect(try match(path, "/a/b") == .malformedPath(reason: "the path has an empty segment (//)"))
  }

  @Test(
    "Dot segments are malformed, however they are written",
    arguments: [
      "/.", "/..", "/./a/b", "/a/./b", "/a/../a/b", "/a/b/..", "/a/b/.", "/a/%2e%2e/b", "/a/.%2E/b", "/a/%2E/b",
      "/a/..;/b", "/a/..%3bx/b",
      "/a/.;x=y/b", "/a/..?x", "/a/;/b", "/a/%3Bx",
    ])
  func dotSegment(path: String) throws {
    #expect(try match(path, "/a/{Id}/b", "/a/{Id}") == .malformedPath(reason: "the path has a . or .. segment"))
  }

  @Test(
    "Broken percent-encoding is malformed",
    arguments: ["/a/%", "/a/%4", "/a/%zz", "/a/%4z", "/a/%-1", "/a/%%41", "/a/%?41", "/a/%4/b", "/a/%u0041"])
  func brokenEncoding(path: String) throws {
    #expect(try match(path, "/a/{Id}") == .malformedPath(reason: "the path has a % without two hexadecimal digits"))
  }

  @Test(
    "Encoded bytes that are not UTF-8 are malformed, overlong forms of / and . too",
    arguments: ["/a/%FF", "/a/%C0%AF", "/a/%C0%AE%C0%AE/b", "/a/%E2%82", "/a/%C3/%A9", "/a/%ED%A0%80"])
  func notUTF8(path: String) throws {
    #expect(try match(path, "/a/{Id}") == .malformedPath(reason: "the path's percent-encoding is not UTF-8"))
  }

  @Test(
    "Slashes and backslashes within a segment are malformed",
    arguments: ["/a/b%2Fc", "/a/b%2fc", "/a/b%5Cc", #"/a\b"#, #"/a/..\b"#])
  func separators(path: String) throws {
    guard case .malformedPath = try match(path, "/a/{Id}") else {
      Issue.record("\(path) is accepted")
      return
    }
  }

  @Test(
    "Control characters are malformed",
    arguments: ["/a/\u{0}", "/a/%00", "/a/b%0d%0a", "/a/b\n", "/a/%1F", "/a/%7f", "/a/\u{7F}"])
  func control(path: String) throws {
    #expect(try match(path, "/a/{Id}") == .malformedPath(reason: "the path has a control character"))
  }

  @Test("A path may be 8,192 bytes long, without its query, and no longer")
  func length() throws {
    let longest = "/a/" + String(repeating: "b", count: 8_189)
    #expect(try match(longest, "/a/{Id}") == Self.found)
    #expect(try match(longest + "?query", "/a/{Id}") == Self.found)
    #expect(try match(longest + "b", "/a/{Id}") == .malformedPath(reason: "the path is longer than 8,192 bytes"))
    let encoded = "/a/" + String(repeating: "%62", count: 2_731)
    #expect(try match(encoded, "/a/{Id}") == .malformedPath(reason: "the path is longer than 8,192 bytes"))
  }
}
