import Permissions
import Testing

@Suite struct LiveCatalogueTests {
  private let directory: CatalogueDirectory
  private let live: LiveCatalogue

  init() throws {
    directory = try CatalogueDirectory()
    try directory.define(["/a/b/c/read"], in: "a.json")
    live = try LiveCatalogue(directories: ["\(directory.path)/none", directory.path])
  }

  private var names: [String] { live.current.permissions.map(\.name) }

  @Test("Files that have not changed are not read again")
  func unchanged() {
    let digest = live.current.digest
    #expect(live.refresh() == nil)
    #expect(live.current.digest == digest && live.generation == 0)
  }

  @Test("A file that was added, changed, removed or masked makes a new catalogue")
  func changed() throws {
    try directory.define(["/d/e/f/read"], in: "d.json")
    #expect(live.refresh() == .loaded(summary: "2 permissions in 2 files"))
    try directory.define(["/d/e/f/list", "/d/e/f/read"], in: "d.json")
    #expect(live.refresh() == .loaded(summary: "3 permissions in 2 files"))
    #expect(names == ["/a/b/c/read", "/d/e/f/list", "/d/e/f/read"])
    #expect(live.generation == 2)
    try directory.write("", to: "d.json")
    #expect(live.refresh() != nil)
    #expect(names == ["/a/b/c/read"])
    #expect(live.generation == 3)
  }

  @Test("A broken file leaves the catalogue from before, and is told once and kept as the fault until it is mended")
  func broken() throws {
    try directory.write("{", to: "d.json")
    guard case .refused(let error) = live.refresh() else {
      Issue.record("a broken file was taken")
      return
    }
    #expect(error.file == "\(directory.path)/d.json")
    #expect(live.refresh() == nil)
    #expect(live.fault == error)
    #expect(names == ["/a/b/c/read"] && live.generation == 0)
    try directory.define(["/d/e/f/read"], in: "d.json")
    #expect(live.refresh() != nil)
    #expect(live.fault == nil && live.generation == 1)
  }

  @Test("A file that is written again with the same bytes is no new catalogue, and ends a fault")
  func sameBytes() throws {
    try directory.write("{", to: "a.json")
    #expect(live.refresh() != nil)
    try directory.define(["/a/b/c/read"], in: "a.json")
    #expect(live.refresh() == nil)
    #expect(live.fault == nil && live.generation == 0)
  }

  @Test("Digests are equal where the files' names and bytes are, wherever they stand")
  func digests() throws {
    let other = try CatalogueDirectory()
    try other.define(["/a/b/c/read"], in: "a.json")
    #expect(try Catalogue(directories: [other.path]).digest == live.current.digest)
    #expect(live.current.digest.utf8.count == 16)
    try other.define(["/a/b/c/list"], in: "a.json")
    #expect(try Catalogue(directories: [other.path]).digest != live.current.digest)
    try other.define(["/a/b/c/read"], in: "b.json")
    try other.write("", to: "a.json")
    #expect(try Catalogue(directories: [other.path]).digest != live.current.digest)
  }
}
