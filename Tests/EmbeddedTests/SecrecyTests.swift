import FoundationEssentials
import Glibc
import TestSupport
import Testing
import WireProtocol

/// R14: a secret is shown once. Afterwards it is nowhere that anybody but its owner could read it.
@Suite(.timeLimit(.minutes(5))) struct SecrecyTests {
  /// Secrets and tokens, as a run of everything that handles them brings them about.
  private func useSecrets(of daemons: Daemons) async throws -> [String] {
    let app = try await daemons.makeApp()
    let sid = app.app.sid.text
    let rotated = try await daemons.reply(IssuedSecret.self, "secret", "rotate", sid)
    var told = [try #require(app.secret).revealed, rotated.secret.revealed]
    for secret in told {
      let token = try await daemons.reply(TokenReply.self, "token", "issue", sid, "--secret-file", "-", input: secret)
        .accessToken.revealed
      told.append(token)
      _ = try await daemons.oauthctl("token", "introspect", "-", input: token)
      _ = try await daemons.oauthctl("token", "authorize", "-", "GET", "https://api.twilio.com/nothing", input: token)
      _ = try await daemons.oauthctl("token", "introspect", "-", input: token + "x")
      let wrong = #"{"client_id":"\#(AppSID.random())","client_secret":"\#(secret)"}"#
      #expect(try await daemons.oauthctl("call", "token-issuer", "tokens.issue", "-", input: wrong).status == 1)
      let misplaced = #"{"client_id":"\#(secret)","client_secret":"\#(token)"}"#
      #expect(try await daemons.oauthctl("call", "token-issuer", "tokens.issue", "-", input: misplaced).status == 1)
    }
    return told
  }

  @Test("R14: neither a secret nor a token is in a log line, at the most talkative level, or in a file")
  func logsAndFiles() async throws {
    let home = try TemporaryDirectory()
    var secrets: [String] = []
    let ending = try await Daemons.runUp(in: home, environment: ["OAUTH_APPS_LOG_LEVEL": "trace"]) { daemons in
      secrets = try await useSecrets(of: daemons)
    }
    #expect(ending.errors.contains("tokens.issue: done"))
    for secret in secrets { #expect(!ending.errors.contains(secret) && !ending.output.contains(secret)) }
    for path in try FileManager.default.subpathsOfDirectory(atPath: home.path) {
      guard let content = try? Data(contentsOf: URL(filePath: "\(home.path)/\(path)")) else { continue }
      for secret in secrets { #expect(content.firstRange(of: Data(secret.utf8)) == nil, "\(path)") }
    }
  }

  @Test("R14: no process list shows a secret or a token while oauthctl works with it")
  func processList() async throws {
    try await Daemons.run { daemons in
      let app = try await daemons.makeApp()
      let token = try await daemons.issueToken(app)
      let issuer = try #require(daemons.processes[.tokenIssuer])
      // Held up here, the commands stay where they can be looked at.
      issuer.send(signal: SIGSTOP)
      let secret = try #require(app.secret)
      let environment = ["OAUTH_APPS_RUNTIME_DIR": daemons.directory]
      let oauthctl = "\(Daemons.products)/oauthctl"
      let commands = [
        try Program(
          oauthctl, ["token", "issue", app.app.sid.text, "--secret-file", "-"], environment: environment,
          input: secret.revealed),
        try Program(oauthctl, ["token", "introspect", "-"], environment: environment, input: token.revealed),
      ]
      // Until a program has begun it shows the command line of whoever started it.
      var lines: [String] = []
      while !lines.contains(where: { $0.contains("token introspect -") }) {
        lines = RunningProcess.all { _ in true }.map(\.commandLine)
      }
      issuer.send(signal: SIGCONT)
      #expect(!lines.contains { $0.contains(secret.revealed) || $0.contains(token.revealed) })
      for command in commands { #expect(try await command.awaitEnding().status == 0) }
    }
  }

  @Test("R14: no daemon may leave a core dump")
  func coreDumps() async throws {
    try await Daemons.run { daemons in
      _ = try await daemons.issueToken(daemons.makeApp())
      #expect(daemons.processes.count == 3)
      for process in daemons.processes.values {
        let limits = String(
          decoding: try Data(contentsOf: URL(filePath: "/proc/\(process.processID)/limits")), as: UTF8.self)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(line.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
      }
    }
  }
}
