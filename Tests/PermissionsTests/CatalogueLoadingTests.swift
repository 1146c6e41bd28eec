import Permissions
import Testing

@Suite struct CatalogueLoadingTests {
  private let vendor: CatalogueDirectory
  private let local: CatalogueDirectory

  init() throws {
    vendor = try CatalogueDirectory()
    local = try CatalogueDirectory()
  }

  private func names() throws -> [String] {
    try Catalogue(directories: [vendor.path, local.path]).permissions.map(\.name)
  }

  @Test("All JSON files of all directories make one catalogue")
  func union() throws {
    try vendor.define(["/a/b/c/read", "/a/b/c/list"], in: "a.json")
    try vendor.define(["/d/e/f/read"], in: "d.json")
    try local.define(["/0/e/f/read"], in: "own.json")
    #expect(try names() == ["/0/e/f/read", "/a/b/c/list", "/a/b/c/read", "/d/e/f/read"])
  }

  @Test("A file overrides one of the same name in an earlier directory as a whole")
  func override() throws {
    try vendor.define(["/a/b/c/read", "/a/b/c/list"], in: "a.json")
    try local.define(["/a/b/c/list", "/a/b/d/list"], in: "a.json")
    #expect(try names() == ["/a/b/c/list", "/a/b/d/list"])
  }

  @Test("An overridden file is not read, so it may be malformed")
  func overrideMalformed() throws {
    try vendor.write("{", to: "a.json")
    try local.define(["/a/b/c/list"], in: "a.json")
    #expect(try names() == ["/a/b/c/list"])
  }

  @Test("A link to /dev/null masks a file")
  func maskByLink() throws {
    try vendor.define(["/a/b/c/read"], in: "a.json")
    try vendor.define(["/d/e/f/read"], in: "d.json")
    try local.mask("a.json")
    #expect(try names() == ["/d/e/f/read"])
  }

  @Test("An empty file masks a file")
  func maskByEmptyFile() throws {
    try vendor.define(["/a/b/c/read"], in: "a.json")
    try local.write("", to: "a.json")
    #expect(try names().isEmpty)
  }

  @Test("Directories that do not exist, hidden files and files of other kinds are passed over")
  func passedOver() throws {
    try vendor.define(["/a/b/c/read"], in: "a.json")
    try local.write("{", to: ".a.json")
    try local.write("{", to: "a.json.orig")
    let catalogue = try Catalogue(directories: ["\(vendor.path)/none", vendor.path, local.path])
    #expect(catalogue.permissions.map(\.name) == ["/a/b/c/read"])
  }

  @Test("No directories make an empty catalogue, where nothing matches")
  func empty() throws {
    let catalogue = try Catalogue(directories: [])
    #expect(catalogue.permissions.isEmpty)
    #expect(catalogue.matcher.match(method: "GET", host: nil, path: "/") == .unknownPath)
    #expect(catalogue.matcher.match(method: "GET", host: "api.example.com", path: "/") == .unknownHost)
  }
}
