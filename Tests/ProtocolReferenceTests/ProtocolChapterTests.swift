import Foundation
import ProtocolReference
import Testing
import WireProtocol

struct ProtocolChapterTests {
  private static let document = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../Sources/WireProtocol/README.md").standardizedFileURL

  @Test("The protocol chapter in the repository is the one generated from the method types")
  func chapterIsCurrent() throws {
    let document = try String(contentsOf: Self.document, encoding: .utf8)
    let isCurrent = document.hasSuffix("-->\n\n" + (try ProtocolReference().chapter()))
    #expect(isCurrent, "the protocol chapter is stale; write it anew with scripts/update-reference")
  }

  @Test("The chapter has every service, method, parameter and error code")
  func chapterIsComplete() throws {
    let chapter = try ProtocolReference().chapter()
    for service in ServiceName.allCases {
      #expect(chapter.contains("`\(service.socket)`"))
      for method in service.methods + serviceMethods.descriptions {
        #expect(chapter.contains("### `\(method.name)`\n\n\(method.summary)"))
        #expect(chapter.contains(#""method":"\#(method.name)","params":{"#))
        for parameter in method.parameters.members { #expect(chapter.contains("- `\(parameter.name)`")) }
        for error in method.errors { #expect(chapter.contains("`\(error.symbol)`")) }
      }
    }
    for code in KnownErrorCode.allCases { #expect(chapter.contains("| \(code.rawValue) | `\(code.symbol)` |")) }
  }

  @Test("The chapter tells among what a name that somebody gives is unique")
  func uniqueNames() throws {
    let creations: [any Method.Type] = [AccountsCreate.self, UsersCreate.self, AppsCreate.self, APIKeysCreate.self]
    for creation in creations { #expect(creation.notes["friendly_name"]?.hasPrefix("Unique among ") == true) }
    let lines = try ProtocolReference().chapter().split(separator: "\n").filter { $0.contains(". Unique among ") }
    #expect(lines.count >= creations.count)
  }

  @Test("Every note is on a parameter that its method has", arguments: ServiceName.allCases)
  func notesHaveParameters(service: ServiceName) {
    for method in service.methods + serviceMethods.descriptions {
      #expect(Set(method.notes.keys).isSubset(of: method.parameters.members.map(\.name)), "\(method.name)")
      let members = (method.listed ?? method.result).members.map(\.name)
      #expect(Set(method.resultNotes.keys).isSubset(of: members), "\(method.resultName)")
    }
  }

  @Test("No two error codes share a symbol")
  func symbolsAreUnique() {
    #expect(Set(KnownErrorCode.allCases.map(\.symbol)).count == KnownErrorCode.allCases.count)
  }
}
