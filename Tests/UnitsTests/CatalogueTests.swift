import Foundation
import SocketTransport
import Testing

/// units/catalog, which journalctl --catalog shows (https://systemd.io/CATALOG).
@Suite struct CatalogueTests {
  private struct Entry {
    let id: String
    let header: [Substring]
    let text: [Substring]

    init(_ section: Substring) {
      let lines = section.split(separator: "\n", omittingEmptySubsequences: false)
      id = String(lines[0])
      let end = lines.firstIndex(of: "") ?? lines.endIndex
      header = Array(lines[1..<end])
      text = lines[end...].filter { !$0.isEmpty }
    }
  }

  private func entries() throws -> [Entry] {
    let text = try String(contentsOf: Units.directory.appending(path: "catalog/oauth-apps.catalog"), encoding: .utf8)
    return text.split(separator: "\n-- ").dropFirst().map(Entry.init)
  }

  @Test("The catalogue explains every kind of entry, each under its own id")
  func completeness() throws {
    let ids = EntryKind.allCases.map(\.messageID)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
    #expect(Set(ids).count == ids.count)
    #expect(try entries().map(\.id) == ids)
  }

  @Test("Each has a subject, says who defined it and where to read on, and a text of lines that fit a terminal")
  func form() throws {
    for entry in try entries() {
      #expect(
        entry.header.map { $0.prefix { $0 != ":" } } == ["Subject", "Defined-By", "Documentation"], "\(entry.id)")
      #expect(!entry.text.isEmpty, "\(entry.id)")
      #expect(entry.text.allSatisfy { $0.count <= 84 }, "\(entry.id)")
    }
  }
}
