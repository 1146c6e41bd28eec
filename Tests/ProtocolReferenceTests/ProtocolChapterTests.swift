import Foundation
import ProtocolReference
import Testing
import WireProtocol

struct ProtocolChapterTests {
  private static let begin = "<!-- protocol:begin -->\n", end = "<!-- protocol:end -->"
  private static let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
    .standardizedFileURL

  @Test("The README's protocol chapter is the one generated from the method types")
  func chapterIsCurrent() throws {
    let readme = try String(contentsOf: Self.readme, encoding: .utf8)
    let begin = try #require(readme.range(of: Self.begin))
    let end = try #require(readme.range(of: Self.end))
    let isCurrent = try readme[begin.upperBound..<end.lowerBound] == ProtocolReference().chapter()[...]
    #expect(isCurrent, "the protocol chapter is stale; write it anew with scripts/update-readme")
  }

  @Test("The chapter has every service, method, parameter and error code")
  func chapterIsComplete() throws {
    let chapter = try ProtocolReference().chapter()
    for service in ServiceName.allCases {
      #expect(chapter.contains("`\(service.socket)`"))
      for method in service.methods + serviceMethods.descriptions {
        #expect(chapter.contains("#### `\(method.name)`\n\n\(method.summary)"))
        #expect(chapter.contains(#""method":"\#(method.name)","params":{"#))
        for parameter in method.parameters.members { #expect(chapter.contains("- `\(parameter.name)`")) }
      }
    }
    for code in KnownErrorCode.allCases { #expect(chapter.contains("| \(code.rawValue) | `\(code.symbol)` |")) }
  }

  @Test("Every note is on a parameter that its method has", arguments: ServiceName.allCases)
  func notesHaveParameters(service: ServiceName) {
    for method in service.methods + serviceMethods.descriptions {
      #expect(Set(method.notes.keys).isSubset(of: method.parameters.members.map(\.name)), "\(method.name)")
    }
  }

  @Test("No two error codes share a symbol")
  func symbolsAreUnique() {
    #expect(Set(KnownErrorCode.allCases.map(\.symbol)).count == KnownErrorCode.allCases.count)
  }
}
