import JSON
import Permissions
import Testing

@Suite struct CatalogueErrorTests {
  private let directory: CatalogueDirectory

  init() throws {
    directory = try CatalogueDirectory()
  }

  private func error(loading text: String) throws -> CatalogueError {
    try directory.write(text, to: "own.json")
    let error = try #require(throws: CatalogueError.self) { try Catalogue(directories: [directory.path]) }
    #expect(error.file == "\(directory.path)/own.json")
    #expect(!error.cure.isEmpty)
    return error
  }

  private static func file(_ entry: String) -> String {
    #"{"version":1,"permissions":[{"permission":"/a/b/c/read","description":"","endpoints":[]},\#(entry)]}"#
  }

  private static func entry(_ endpoint: String) -> String {
    file(#"{"permission":"/a/b/c/list","description":"","endpoints":[\#(endpoint)]}"#)
  }

  @Test(
    "A malformed file is refused with the place and the fault",
    arguments: [
      ("{}", "", "the member 'version' is missing in what ends here"),
      (#"{"version":1}"#, "", "the member 'permissions' is missing in what ends here"),
      (#"{"version":2,"permissions":[]}"#, "version", "this version of the format is not supported"),
      (#"{"version":"1","permissions":[]}"#, "version", "expected a digit"),
      (#"{"version":1,"permissions":{}}"#, "permissions", "expected an array"),
      (#"{"version":1,"permissions":[],"permissions":[]}"#, "", #"member "permissions" stands twice"#),
      ("[]", "", "expected an object"),
      (file("7"), "permissions[1]", "expected an object"),
      (
        file(#"{"description":"","endpoints":[]}"#), "permissions[1]",
        "the member 'permission' is missing in what ends here"
      ),
      (
        file(#"{"permission":"a","description":null,"endpoints":[]}"#), "permissions[1].description",
        "expected a string"
      ),
      (file(#"{"permission":"a","descripton":""}"#), "permissions[1].descripton", "there is no such member"),
      (
        file(#"{"permission":"/a/b/c","description":"","endpoints":[]}"#), "permissions[1].permission",
        "'/a/b/c' is not a permission name"
      ),
      (
        entry(#"{"method":"GET","path":"/a"}"#), "permissions[1].endpoints[0]",
        "the member 'host' is missing in what ends here"
      ),
      (
        entry(#"{"method":"get","host":"h","path":"/a"}"#), "permissions[1].endpoints[0].method",
        "'get' is not a method"
      ),
      (
        entry(#"{"method":"GET","host":"h/","path":"/a"}"#), "permissions[1].endpoints[0].host",
        "'h/' is not a host name"
      ),
      (
        entry(#"{"method":"GET","host":"h","path":"a"}"#), "permissions[1].endpoints[0].path",
        "'a' is not a path template: it does not start with /"
      ),
      (
        #"{"version":1,"namespace":"x","permissions":[{"permission":"/a/b/c/read","description":"","endpoints":[]}]}"#,
        "permissions[0].permission", "'/a/b/c/read' is outside of the file's namespace"
      ),
      (
        #"{"version":1,"resource":"/mcp","permissions":[]}"#, "resource",
        "'/mcp' names no API: it is not absolute; write all of it, such as https://api.example.com"
      ),
    ])
  func malformed(text: String, place: String, fault: String) throws {
    let error = try error(loading: text)
    #expect(error.place == place)
    #expect(error.fault == fault)
    #expect(error.position != nil)
  }

  @Test("A fault is told with its line and column, also one that is found when all is put together")
  func positions() throws {
    let text = """
      {
        "version": 1,
        "permissions": [
          {"permission": "a", "description": "", "endpoints": [
            {"method": "GET", "host": "h", "path": "/a"},
            {"method": "GET", "host": "h", "path": "a"}
          ]}
        ]
      }
      """
    #expect("\(try error(loading: text))".contains("line 6, column 46: permissions[0].endpoints[1].path: 'a' is not"))
    let misspelt = text.replacing("host", with: "hots")
    #expect("\(try error(loading: misspelt))".contains("line 5, column 33: permissions[0].endpoints[0].hots: "))
  }

  @Test(
    "Text that is not JSON is refused with the line and column where it stops being JSON",
    arguments: [
      ("{", 1, 2), (" ", 1, 2), ("\n\n nonsense", 3, 2), ("{\"version\":1,}", 1, 14),
      ("{\n  \"x-a\": [1,\n 2 3]}", 3, 4), ("{\"version\":1,\"permissions\":[]}}", 1, 31),
      ("{\"x-a\":\"\u{1}\"}", 1, 9), ("{\"x-a\":[01]}", 1, 10), ("{'a':1}", 1, 2), ("{\"x-a\":[tru]}", 1, 12),
      ("{\"x-a\" 1}", 1, 8), ("{\"x-a\":" + String(repeating: "[", count: 100_000), 1, 71),
    ])
  func syntax(text: String, line: Int, column: Int) throws {
    let error = try error(loading: text)
    #expect(error.position?.description == "line \(line), column \(column)")
  }

  @Test("All of the JSON syntax is understood")
  func allSyntax() throws {
    let extra = #"[true, false, null, -0.5e+10, 1E3, "\"\\\/\b\f\n\r\t\u00E9é", [], {}, [ [1] , {"a" : 0} ] ]"#
    try directory.write("\t{\"version\": 1, \"permissions\": [], \"x-extra\": \(extra)}\r\n", to: "own.json")
    #expect(try Catalogue(directories: [directory.path]).permissions.isEmpty)
  }

  @Test("A file or directory that cannot be read is refused by name")
  func unreadable() throws {
    try directory.write("", to: "file")
    let listing = try #require(throws: CatalogueError.self) { try Catalogue(directories: ["\(directory.path)/file"]) }
    #expect(
      listing.description == "\(directory.path)/file: the directory cannot be listed; make it a readable directory")
    try directory.makeDirectory("own.json")
    let reading = try #require(throws: CatalogueError.self) { try Catalogue(directories: [directory.path]) }
    #expect(
      reading.description.hasPrefix("\(directory.path)/own.json: the file cannot be read; make it a readable file"))
  }

  @Test("A file that is not UTF-8 is refused by name")
  func notUTF8() throws {
    try directory.write(bytes: [0x22, 0xFF, 0x22], to: "own.json")
    #expect(throws: CatalogueError.self) { try Catalogue(directories: [directory.path]) }
  }

  @Test("Two files that define one permission are both named")
  func definedTwice() throws {
    try directory.define(["/a/b/c/read"], in: "first.json")
    try directory.define(["/d/e/f/read", "/a/b/c/read"], in: "second.json")
    let error = try #require(throws: CatalogueError.self) { try Catalogue(directories: [directory.path]) }
    #expect(error.file == "\(directory.path)/second.json")
    #expect(error.place == "permissions[1].permission")
    #expect(error.fault == "/a/b/c/read is already defined (\(directory.path)/first.json: permissions[0])")
  }
}
