import Permissions
import Testing

/// Catalogues as APIs: what files of different APIs may have in common.
@Suite struct APITests {
  private let directory: CatalogueDirectory

  init() throws {
    directory = try CatalogueDirectory()
  }

  private func write(_ name: String, resource: String? = nil, _ permissions: String...) throws {
    let entries = permissions.map { #"{"permission":"\#($0)","description":""}"# }.joined(separator: ",")
    let resource = resource.map { #""resource":"\#($0)","# } ?? ""
    try directory.write(#"{"version":1,"namespace":"a",\#(resource)"permissions":[\#(entries)]}"#, to: name)
  }

  private func load() throws -> Catalogue { try Catalogue(directories: [directory.path]) }

  private func fault() throws -> String { "\(try #require(throws: CatalogueError.self) { try load() })" }

  @Test("A permission is of its file's API, as is the wildcard that covers it; without a resource it is of none")
  func owners() throws {
    try write("mcp.json", resource: "https://mcp.example/", "mcp:tools", "/a/b/c/read")
    try write("own.json", "invoices.read", "/a/b/d/read")
    let catalogue = try load()
    #expect(catalogue.resources.map(\.text) == ["https://mcp.example/"])
    #expect(catalogue.resource(of: "mcp:tools")?.text == "https://mcp.example/")
    #expect(catalogue.resource(of: "/a/b/c/*")?.text == "https://mcp.example/")
    for name in ["invoices.read", "/a/b/d/read", "/a/b/d/*", "nothing"] { #expect(catalogue.resource(of: name) == nil) }
  }

  @Test("A namespace binds paths, not scope-tokens")
  func namespaces() throws {
    try write("a.json", "mcp:tools", "/b/b/c/read")
    #expect(try fault().contains("'/b/b/c/read' is outside of the file's namespace"))
  }

  @Test("Two catalogues that claim one permission are refused, naming both files")
  func onePermission() throws {
    try write("one.json", "mcp:tools")
    try write("two.json", "mcp:tools")
    #expect(try fault().contains("/two.json: line 1, column"))
    #expect(try fault().contains("mcp:tools is already defined (\(directory.path)/one.json: permissions[0])"))
  }

  @Test("Two catalogues that claim one resource, with a slash or without, are refused, naming both files")
  func oneResource() throws {
    try write("one.json", resource: "https://api.example", "a")
    try write("two.json", resource: "https://api.example/", "b")
    #expect(try fault().contains("/two.json: line 1, column"))
    #expect(try fault().contains("https://api.example/ is already the resource of \(directory.path)/one.json"))
  }

  @Test("Two catalogues that claim one request are refused, naming both files")
  func oneRequest() throws {
    try directory.define(["/a/b/c/read"], in: "one.json")
    let claim = #"{"method":"GET","host":"API.example.com:443","path":"/a/b/c/read"}"#
    try directory.write(
      #"{"version":1,"permissions":[{"permission":"x","description":"","endpoints":[\#(claim)]}]}"#, to: "two.json")
    #expect(try fault().contains("\(directory.path)/two.json: line 1, column"))
    #expect(try fault().contains("already belongs to /a/b/c/read (\(directory.path)/one.json: permissions[0])"))
  }

  @Test("Actions of one resource that files of different APIs claim are refused: their wildcard would be of both")
  func splitWildcard() throws {
    try write("one.json", resource: "https://api.example", "/a/b/c/read")
    try write("two.json", "/a/b/c/list")
    #expect(try fault().contains("/a/b/c/* would be of two APIs (\(directory.path)/one.json: permissions[0])"))
    try write("one.json", "/a/b/c/read")
    #expect(try load().actions(of: "/a/b/c/*") == ["/a/b/c/list", "/a/b/c/read"])
  }

  @Test("R12: A permission that is no path is allowed and denied by its name alone")
  func scopeTokens() throws {
    try write("own.json", "mcp:tools", "mcp:*")
    let catalogue = try load()
    func allows(_ name: String, allow: [String], deny: [String] = []) -> Bool {
      PermissionPolicy(allow: allow, deny: deny, catalogue: catalogue).allows(name)
    }
    #expect(allows("mcp:tools", allow: ["mcp:tools"]))
    #expect(!allows("mcp:tools", allow: ["mcp:*"]))
    #expect(!allows("mcp:tools", allow: ["mcp:tools"], deny: ["mcp:tools"]))
    #expect(allows("mcp:tools", allow: ["mcp:tools"], deny: ["mcp:*"]))
    #expect(GrantedScope(scope: "mcp:tools").holds("mcp:tools"))
    #expect(!GrantedScope(scope: "mcp:*").holds("mcp:tools"))
  }
}
