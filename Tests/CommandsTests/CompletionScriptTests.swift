import ArgumentParser
import Testing

@testable import Commands

struct CompletionScriptTests {
  @Test("zsh finds the end of a command that lists: behind an option it takes a colon for that")
  func lists() {
    let actions = OAuthCtl.completionScript(for: .zsh).split(separator: "\n").compactMap { line in
      line.firstRange(of: "{local -a list").map { line[$0.lowerBound...] }
    }
    #expect(!actions.isEmpty)
    #expect(actions.filter { $0.contains(":") } == [])
  }

  @Test("Where a file or a directory is expected the shell proposes those")
  func files() {
    let lines = OAuthCtl.completionScript(for: .zsh).split(separator: "\n")
    let specs = lines.filter { $0.contains(/:(file|dir):|':token:/) }
    #expect(!specs.isEmpty)
    #expect(specs.filter { !$0.contains("_files") } == [])
  }
}
