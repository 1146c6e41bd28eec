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
      ("{}", "", "the member 'version' is missing"),
      (#"{"version":1}"#, "", "the member 'permissions' is missing"),
      (#"{"version":2,"permissions":[]}"#, "version", "version 2 is not supported"),
      (#"{"version":"1","permissions":[]}"#, "version", "the value is not a whole number"),
      (#"{"version":1,"permissions":{}}"#, "permissions", "the value is not an array"),
      ("[]", "", "the value is not an object"),
      (file("7"), "permissions[1]", "the value is not an object"),
      (file(#"{"description":"","endpoints":[]}"#), "permissions[1]", "the member 'permission' is missing"),
      (
        file(#"{"permission":"a","description":null,"endpoints":[]}"#), "permissions[1].description",
        "the value is not a string"
      ),
      (
        file(#"{"permission":"/a/b/c","description":"","endpoints":[]}"#), "permissions[1].permission",
        "'/a/b/c' is not a permission name"
      ),
      (entry(#"{"method":"GET","path":"/a"}"#), "permissions[1].endpoints[0]", "the member 'host' is missing"),
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
    ])
  func malformed(text: String, place: String, fault: String) throws {
    let error = try error(loading: text)
    #expect(error.place == place)
    #expect(error.fault == fault)
  }

  @Test(
    "Text that is not JSON is refused with the line and column where it stops being JSON",
    arguments: [
      ("{", 1, 2), (" ", 1, 2), ("\n\n nonsense", 3, 3), ("{\"version\":1,}", 1, 14), ("{\n  \"a\": [1,\n 2 3]}", 3, 4),
      ("{}}", 1, 3),
      ("{\"a\":\"\u{1}\"}", 1, 7), ("[01]", 1, 3), ("[1.]", 1, 4), ("[\"\\x\"]", 1, 4), ("{'a':1}", 1, 2),
      ("[tru]", 1, 5), ("[\"a", 1, 4),
      ("[1e]", 1, 4), ("[\"\\u12g4\"]", 1, 7), ("{\"a\" 1}", 1, 6), (String(repeating: "[", count: 100_000), 1, 501),
    ])
  func syntax(text: String, line: Int, column: Int) throws {
    let error = try error(loading: text)
    #expect(error.place == "line \(line), column \(column)")
    #expect(error.fault == "from here on the text is not JSON")
  }

  @Test("All of the JSON syntax is understood")
  func allSyntax() throws {
    let extra = #"[true, false, null, -0.5e+10, 1E3, "\"\\\/\b\f\n\r\t\u00E9é", [], {}, [ [1] , {"a" : 0} ] ]"#
    try directory.write("\t{\"version\": 1, \"permissions\": [], \"extra\": \(extra)}\r\n", to: "own.json")
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
    let error = try #require(throws: CatalogueError.self) { try Catalogue(directories: [directory.path]) }
    #expect(error.description == "\(directory.path)/own.json: the file is not UTF-8; save it in that encoding")
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
