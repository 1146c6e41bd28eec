import ArgumentParser
import FoundationEssentials
import TestSupport
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

  @Test("bash proposes what is listed, and runs nothing of it: not the commands in the names of a foreign catalogue")
  func hostileNames() async throws {
    let directory = try TemporaryDirectory()
    let trap = "\(directory.path)/trap"
    let names = [
      "/shop/v1/carts/*", "mcp:tools", "shop:$(touch${IFS}\(trap))", "shop:`touch${IFS}\(trap)`", "shop:<(>\(trap))",
      "shop:$((a[$(>\(trap))]))", "it's", "invoices.read",
    ]
    let listing = "[\(names.map { #"{"permission":"\#($0)","description":""}"# }.joined(separator: ","))]"
    try Data(listing.utf8).write(to: URL(filePath: "\(directory.path)/listing"))
    try Data("#!/bin/sh\ncat \(directory.path)/listing\n".utf8).write(to: URL(filePath: "\(directory.path)/oauthctl"))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(directory.path)/oauthctl")
    let script = """
      \(OAuthCtl.completionScript(for: .bash))
      COMP_WORDS=(oauthctl app create Name --scope "") COMP_CWORD=5 COMP_LINE="oauthctl app create Name --scope "
      COMP_POINT=${#COMP_LINE}
      _oauthctl oauthctl "" --scope
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let ending = try await Program.run(
      "/bin/bash", ["-c", script], environment: ["PATH": "\(directory.path):/usr/bin:/bin"])
    let proposals = ending.output.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(proposals == ["/shop/v1/carts/*", "mcp:tools", "invoices.read"], "\(ending.errors)")
    #expect(!FileManager.default.fileExists(atPath: trap))
  }
}
