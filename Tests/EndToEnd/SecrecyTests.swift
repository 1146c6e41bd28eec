import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Secrecy") struct Secrecy {
    @Test(
      """
      R14: no secret and no token is in the journal, in the files of the services, \
      or in what other users see of a process
      """
    )
    func traces() async throws {
      try await TestHost.write("OAUTH_APPS_LOG_LEVEL=trace", to: TestHost.defaults)
      let scene = try await Scene()
      let watch = ProcessWatch()
      async let seen = watch.commandLines()
      let token = try await scene.issue()
      _ = try await scene.isActive(token)
      let rotated = try await Login.root.ask(IssuedSecret.self, "secret", "rotate", scene.app.sid.text)
      _ = try await scene.issue(secret: rotated.secret)
      let wrong = String(scene.secret.revealed.reversed())
      _ = try await Login.root.oauthctl("token", "issue", scene.app.sid.text, "--secret-file", "-", input: wrong)
      _ = try await Login.root.oauthctl(
        "call", "token-issuer", "tokens.issue", "-", input: #"{"client_secret":"\#(wrong)","x":1}"#)
      watch.end()

      let secrets = [scene.secret.revealed, rotated.secret.revealed, token.accessToken.revealed, wrong]
      let lines = try await seen
      #expect(lines.contains { $0.contains("oauth-token-issuer") })
      for secret in secrets { #expect(!lines.contains { $0.contains(secret) }) }
      try await TestHost.write(secrets.joined(separator: "\n"), to: "\(TestHost.scratch)/secrets")
      #expect(
        try await occurrences(in: "journalctl --all --output=export _TRANSPORT=journal + _TRANSPORT=stdout") == "0")
      #expect(try await occurrences(in: "find /var/lib/oauth-apps -type f -exec cat {} +") == "0")
      #expect(try await occurrences(in: "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ") == "0")
    }

    @Test("R14: what is searched for would be found: the search finds the app's id in the files and in the journal")
    func searchFinds() async throws {
      let scene = try await Scene()
      try await TestHost.write(scene.app.sid.text, to: "\(TestHost.scratch)/secrets")
      _ = try await Login.root.oauthctl("app", "show", scene.app.sid.text, "--as", scene.app.sid.text)
      #expect(try await occurrences(in: "find /var/lib/oauth-apps -type f -exec cat {} +") != "0")
      #expect(
        try await occurrences(in: "journalctl --all --output=export _TRANSPORT=journal + _TRANSPORT=stdout") != "0")
    }

    @Test("R14: the key that secrets are hashed under is nowhere but in the secret manager's credential")
    func pepper() async throws {
      _ = try await Scene()
      let process = try await RunningService(.secretManager)
      let credential = "/run/credentials/\(ServiceName.secretManager.unit())/pepper"
      #expect(try await process.attempt("stat", credential).output.trimmed == "32 400")
      let files = "find /var/lib/oauth-apps /etc/credstore.encrypted -type f"
      let found = try await TestHost.shell(
        """
        systemd-creds --quiet --name=pepper decrypt /etc/credstore.encrypted/oauth-secret-manager.pepper - |
          od -An -v -tx1 | tr -d ' \\n' >\(TestHost.scratch)/pepper
        for file in $(\(files)); do
          if od -An -v -tx1 $file | tr -d ' \\n' | grep --quiet --file=\(TestHost.scratch)/pepper; then echo $file; fi
        done
        """)
      #expect(found == "")
    }

    /// How many lines of a command's output hold one of the secrets.
    private func occurrences(in command: String) async throws -> String {
      try await TestHost.shell(
        "{ \(command); } 2>/dev/null | grep --text --count --fixed-strings --file=\(TestHost.scratch)/secrets || true")
    }
  }
}
