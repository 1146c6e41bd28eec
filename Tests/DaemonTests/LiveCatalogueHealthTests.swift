import Foundation
import Permissions
import TestSupport
import Testing
import WireProtocol

@testable import Daemon

@Suite struct LiveCatalogueHealthTests {
  private let directory: TemporaryDirectory
  private let live: LiveCatalogue

  init() throws {
    directory = try TemporaryDirectory()
    live = try LiveCatalogue(directories: [directory.path])
  }

  @Test("A catalogue tells what is served and since when, and a fault of its files with what serves until it is mended")
  func check() throws {
    #expect(try live.check().hasPrefix("0 permissions in 0 files, loaded 20"))
    try Data("{".utf8).write(to: URL(filePath: "\(directory.path)/own.json"))
    _ = live.refresh()
    let error = try #require(throws: ServiceError.self) { try live.check() }
    #expect(error.message.contains("\(directory.path)/own.json: line 1, column 2: "))
    #expect(error.message.contains("; until then the catalogue that was loaded 20"))
  }

  @Test("A neighbour that goes by another catalogue is told; one of an earlier release says nothing of its own")
  func neighbours() throws {
    try live.requireSame(as: live.current.digest)
    try live.requireSame(as: nil)
    let error = try #require(throws: ServiceError.self) { try live.requireSame(as: "0123456789abcdef") }
    #expect(error.message.contains("by the catalogue 0123456789abcdef, not by \(live.current.digest)"))
  }
}
