import OpenAPI
import Permissions
import Testing

@Suite struct BadDescriptionTests {
  private func fault(_ text: String) throws -> String {
    try fault(Array(text.utf8))
  }

  private func fault(_ bytes: [UInt8]) throws -> String {
    try #require(throws: ImportFault.self) { try CatalogueDraft(bytes, namespace: "own", resource: nil) }.description
  }

  private static let head = "openapi: 3.0.0\npaths: {}\n"

  /// Each of the levels has ten times the one before.
  private static func laughter(_ levels: Int) -> String {
    (1...levels).map { level in
      let lower = Array(repeating: level == 1 ? "ha" : "*l\(level - 1)", count: 10).joined(separator: ", ")
      return "x-\(level): &l\(level) [\(lower)]\n"
    }.joined()
  }

  @Test("Aliases that stand for each other without end are refused, as values and as names")
  func aliases() throws {
    #expect(try fault(Self.head + Self.laughter(30)).contains("aliases stand for more than"))
    #expect(try fault(Self.head + Self.laughter(30) + "? *l30\n: 1\n").contains("a name must be a plain text"))
    #expect(
      try fault(Self.head + Self.laughter(30) + "x: {*l30 : 1, *l29 : 2}\n").contains("a name must be a plain text"))
    #expect(
      try fault(Self.head + Self.laughter(30) + "x: {[*l30, *l29] : 1}\n").contains("a name must be a plain text"))
    #expect(try fault(Self.head + "x-a: &a [*a]\n").contains("undefined alias"))
    let chain = (1...20_000).map { "x-\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(try fault(Self.head + "x-0: &a0 [1]\n" + chain).contains("more than 1000 anchors"))
  }

  @Test("A few anchors and aliases are read as what they stand for")
  func fewAliases() throws {
    let text = """
      openapi: 3.0.0
      servers: [{url: 'https://api.example'}]
      x-item: &item {get: &get {responses: {}}, post: *get}
      paths: {/a: *item, /b: {get: *get}}
      """
    let draft = try CatalogueDraft(Array(text.utf8), namespace: "own", resource: nil)
    #expect(draft.permissions.map(\.name) == ["/own/a/a/list", "/own/a/a/create", "/own/b/b/list"])
  }

  @Test(
    "A $ref that leads back to itself is refused, of a path as of a parameter",
    arguments: [
      "paths: {/a: {$ref: '#/paths/~1a'}}",
      "paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/%2F~1b'}, '//b': {$ref: '#/paths/~1a'}}",
      "paths: {/a: {$ref: '#/components/pathItems/x'}}\ncomponents: {pathItems: {x: {$ref: '#/paths/~1a'}}}",
      "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/p'}]}}}\n"
        + "components: {parameters: {p: {$ref: '#/components/parameters/q'}, q: {$ref: '#/components/parameters/p'}}}",
    ])
  func cycles(text: String) throws {
    #expect(try fault("openapi: 3.1.0\n\(text)\n").contains("leads back to itself"))
  }

  @Test("50 MB are refused without being parsed, whatever they hold")
  func tooLong() throws {
    for start in ["{", "openapi: 3.0.0\n"] {
      let text = Array(start.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 50_000_000)
      #expect(try fault(text).contains("more than 16777216 bytes"))
    }
  }

  @Test("More values than any description has are refused before they take memory")
  func tooManyValues() throws {
    let values = String(repeating: "1,", count: 3_000_000)
    #expect(try fault(Self.head + "x: [\(values)1]").contains("more than 2000000 values"))
  }

  @Test("Names that stand twice are refused with their line, in YAML as in JSON")
  func duplicates() throws {
    #expect(try fault(Self.head + "info: {}\ninfo: {}\n").contains("\"info\" stands twice"))
    #expect(
      try fault("{\"openapi\": \"3.0.0\",\n\"paths\": {\"/a\": {}, \"/a\": {}}}").contains(
        "line 2, column 21: member \"/a\" stands twice"))
  }

  @Test(
    "What is no OpenAPI document of version 3 is refused with the fault and the cure",
    arguments: [
      ("", "empty"), ("- a\n", "no object"), ("just text", "no object"), ("{}", "openapi: the member is missing"),
      ("swagger: '2.0'\npaths: {}", "openapi: the member is missing"),
      ("openapi: 2.0\npaths: {}", "version 2.0 is not read"),
      ("openapi: 4.0.0\npaths: {}", "version 4.0.0 is not read"), ("openapi: 3.0.0\n", "paths: the document has none"),
      ("openapi: 3.0.0\npaths: [", "line 3, column 1"), ("openapi: 3.0.0\n\tpaths: {}\n", "line 2, column 1"),
      ("{\"openapi\": 3,}", "line 1, column 15"), ("a: 1\n---\nb: 2\n", "another document"),
      ("openapi: 3.0.0\npaths: {}\nx: {[1]: 2}\n", "a name is no text"), ("x: \u{1}\n", "not YAML"),
      (String(repeating: "[", count: 100_000), "nesting"),
      (String(repeating: "{\"a\":", count: 100_000), "nested deeper"),
      (String(repeating: "- ", count: 100_000), "line 1"),
      ("x: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500), "nested deeper"),
    ])
  func otherDocuments(text: String, reason: String) throws {
    #expect(try fault(text).lowercased().contains(reason.lowercased()))
  }

  @Test("A text that is not UTF-8 is refused")
  func notUTF8() throws {
    #expect(try fault([0x61, 0x3A, 0xFF]).contains("not UTF-8"))
    #expect(try fault([0x7B, 0x22, 0xFF, 0x22, 0x7D]).contains("line 1"))
  }
}
