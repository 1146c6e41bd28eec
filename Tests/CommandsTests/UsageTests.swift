import RPC
import Testing
import WireProtocol

@testable import Commands

struct UsageTests {
  private static let account = AccountSID.sample.text, user = UserSID.sample.text, app = AppSID.sample.text
  private let services = ScriptedServices()

  @Test(
    "Wrong usage ends with 64, says what was expected, and sends nothing",
    arguments: [
      (["nonsense"], "Unexpected argument 'nonsense'"), (["account", "show"], "Missing expected argument '<account>'"),
      (["account", "show", user], "an account SID is expected, AC and 32 lower-case hex digits"),
      (["app", "show", "OQ123"], "an app SID (a client id) is expected, OQ and 32 lower-case hex digits"),
      (["account", "create", ""], "0 characters; 1 to 64 are allowed"),
      (
        ["account", "create", "a\u{1B}[31m"],
        #"The value 'a\u{1B}[31m' is invalid for '<name>': "#
          + "only characters that can be seen, and plain blanks, are allowed"
      ),
      (["account", "create", String(repeating: "x", count: 65)], "65 characters; 1 to 64 are allowed"),
      (["account", "create", "Acme", "--type", "gold"], "one of 'trial' and 'full'"),
      (
        ["role", "grant", user, account, "king"],
        "'owner', 'administrator', 'developer', 'support' or 'billing_manager'"
      ),
      (["app", "create", "x", "--account", account], "Missing expected argument '--scope <permission> ...'"),
      (
        ["app", "create", "x", "--account", account, "--scope", "/a", "--token-ttl", "59"],
        "60 to 2592000 seconds are allowed"
      ),
      (
        ["app", "create", "x", "--account", account, "--scope", "/a", "--token-ttl", "2592001"],
        "60 to 2592000 seconds are allowed"
      ),
      (
        ["app", "create", "x", "--account", account, "--scope", "/a", "--token-ttl", "soon"],
        "such as 3600, 60m, 24h or 1d"
      ),
      (["secret", "rotate", app, "--grace", "31d"], "0 to 2592000 seconds are allowed"),
      (["app", "list"], "Missing expected argument '--account <account>'"),
      (["app", "update", app], "Nothing to change"),
      (["app", "update", app, "--deny", "/a", "--no-deny"], "--deny and --no-deny exclude each other"),
      (["user", "list", "--page-size", "1001"], "1 to 1000 items are allowed"),
      (["token", "authorize", "-", "GET", "http://x"], "https://HOST/PATH or /PATH is expected"),
      (["call", "mailer", "x"], "one of 'app-registry', 'secret-manager', 'token-issuer', 'gateway' or 'console'"),
      (["methods", "mailer"], "one of 'app-registry', 'secret-manager', 'token-issuer', 'gateway' or 'console'"),
    ])
  func refused(command: [String], expectation: String) async {
    let ending = await services.run(and: command)
    #expect(ending.status == 64)
    #expect(ending.output == "")
    #expect(ending.errors.hasPrefix("oauthctl: "))
    #expect(ending.errors.contains(expectation))
    #expect(ending.errors.contains("Usage: oauthctl"))
    #expect(services.received.isEmpty)
  }

  @Test(
    "Help and version go to standard output and succeed",
    arguments: [["--help"], ["app", "create", "-h"], ["help", "token"], []])
  func help(command: [String]) async {
    let ending = await services.run(and: command)
    #expect(ending.status == 0)
    #expect(ending.output.contains("USAGE: oauthctl"))
    #expect(ending.errors == "")
    #expect(await services.run("--version").output == productVersion + "\n")
  }

  @Test("Completion scripts are made for each shell", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) async {
    let ending = await services.run("--generate-completion-script", shell)
    #expect(ending.status == 0)
    #expect(ending.output.contains("oauthctl"))
  }
}
