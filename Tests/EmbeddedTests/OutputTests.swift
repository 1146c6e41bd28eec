import Glibc
import SystemCalls
import TestSupport
import Testing

/// The output of the real `oauthctl`: who reads it, and how wide it is.
@Suite(.timeLimit(.minutes(2))) struct OutputTests {
  private static let oauthctl = "\(Daemons.products)/oauthctl"

  @Test(
    "What is written to a pipe that nobody reads any more ends with 74, without a word and without a signal",
    arguments: [
      ["--version"], ["--help"], ["app", "create", "--help"], ["methods"], ["methods", "--json"], ["protocol"],
    ])
  func closedPipe(arguments: [String]) async throws {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("make a pipe") }
    close(ends[0])
    let program = try Program(Self.oauthctl, arguments, output: ends[1])
    close(ends[1])
    let ending = try await program.awaitEnding()
    #expect(ending.status == 74)
    #expect(ending.errors == "")
  }

  @Test("Without a standard output it is told that there is none, and no other file gets what was asked for")
  func missing() async throws {
    try await Daemons.run { daemons in
      let ending = try await Program.run(
        "/bin/sh", ["-c", "exec \(Self.oauthctl) account list >&-"],
        environment: ["OAUTH_APPS_RUNTIME_DIR": daemons.directory])
      #expect(ending.status == 74)
      #expect(ending.errors == "oauthctl: standard output: Bad file descriptor\n")
    }
  }

  @Test(
    "Help is never narrower than 40 columns, however few there are said to be",
    arguments: ["39", "5", "1", "0", "-5"])
  func narrow(columns: String) async throws {
    for arguments in [["--help"], ["app", "create", "--help"]] {
      let least = try await Program.run(Self.oauthctl, arguments, environment: ["COLUMNS": "40"])
      #expect(least.status == 0)
      #expect(least.output.contains("\n  --as <user>             Act for this\n"))
      let narrow = try await Program.run(Self.oauthctl, arguments, environment: ["COLUMNS": columns])
      #expect(narrow.status == 0)
      #expect(narrow.output == least.output)
    }
  }
}
