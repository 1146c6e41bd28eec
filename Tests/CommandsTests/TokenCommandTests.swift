import FoundationEssentials
import RPC
import Testing
import WireProtocol

@testable import Commands

struct TokenCommandTests {
  private let services = ScriptedServices()
  private let app = AppSID.sample.text

  @Test("issue sends the scopes that were asked for, space-delimited, or none")
  func issue() async throws {
    try services.answer(TokensIssue.self, .example)
    let ending = await services.run(
      "token", "issue", app, "--secret-file", "-", "--scope", "/a/b/c/d", "--scope", "/a/b/c/e", input: "s")
    #expect(ending.status == 0)
    #expect(
      ending.output == """
        access_token: eyJ...
        token_type:   Bearer
        expires_in:   3600
        scope:        /twilio/messaging/messages/list

        """)
    #expect(try services.received[0].decoded(as: TokensIssue.self).scope == "/a/b/c/d /a/b/c/e")
    _ = await services.run("token", "issue", app, "--secret-file", "-", input: "s")
    #expect(!services.received[1].params.contains("scope"))
  }

  @Test(
    "A token on the command line is refused with the reason and the cure, and not repeated",
    arguments: [["introspect"], ["authorize"], ["revoke", "--client", AppSID.sample.text]])
  func tokenOnCommandLine(command: [String]) async {
    let rest = command[0] == "authorize" ? ["GET", "/x"] : []
    let ending = await services.run(
      "token", and: [command[0], "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"] + rest + command.dropFirst())
    #expect(ending.status == 64)
    #expect(ending.errors.contains("can be seen by every user of this host. Give - and pass it on standard input"))
    #expect(!(ending.errors + ending.output).contains("eyJ"))
    #expect(services.received.isEmpty)
  }

  @Test("introspect reads the token from standard input; one that is not active is an answer")
  func introspect() async throws {
    try services.answer(TokensIntrospect.self, .inactive)
    let ending = await services.run("token", "introspect", "-", input: "eyJx.y.z\n")
    #expect(ending.status == 0)
    #expect(ending.output == "active: false\n")
    #expect(try services.received[0].decoded(as: TokensIntrospect.self).token.revealed == "eyJx.y.z")
    #expect(services.received[0].service == .tokenIssuer)
  }

  @Test("introspect shows the claims of an active token")
  func activeToken() async throws {
    try services.answer(TokensIntrospect.self, .example)
    let lines = await services.run("token", "introspect", "-", input: "t").outputLines
    #expect(lines[0] == "active:      true")
    #expect(lines.contains("client_id:   \(AppSID.sample)"))
    #expect(lines.contains("exp:         1795438800"))
  }

  @Test("authorize passes host and path on and succeeds where the token may")
  func authorize() async throws {
    try services.answer(TokensAuthorize.self, .example)
    let account = AccountSID.sample.text
    let ending = await services.run(
      "token", "authorize", "-", "GET", "https://api.twilio.com/x.json?a=b", "--account", account, input: "t")
    #expect(ending.status == 0)
    #expect(
      try services.received[0].decoded(as: TokensAuthorize.self)
        == TokensAuthorize(
          token: Sensitive("t"), method: "GET", host: "api.twilio.com", path: "/x.json", accountSid: .sample))
  }

  @Test("authorize prints the reason and exits 1 where the token may not", arguments: [[], ["--json"]])
  func denied(options: [String]) async throws {
    try services.answer(TokensAuthorize.self, Authorization(allowed: false, reason: "the token is not active"))
    let ending = await services.run("token", and: ["authorize", "-", "POST", "/x"] + options, input: "t")
    #expect(ending.status == 1)
    #expect(ending.output.contains("the token is not active"))
    #expect(ending.errors == "")
  }

  @Test("revoke takes one of token and secret from standard input, not both")
  func revoke() async throws {
    try services.answer(TokensRevoke.self, NoContent())
    let both = await services.run("token", "revoke", "-", "--client", app, "--secret-file", "-", input: "t")
    #expect(both.status == 64)
    #expect(both.errors.contains("Standard input holds either the token or the secret"))
    let ending = await services.run(
      "token", "revoke", "-", "--client", app, input: "t\n", environment: ["OAUTH_CLIENT_SECRET": "s"])
    #expect(ending.status == 0)
    #expect(ending.output == "the token is not valid for \(app) any more\n")
    #expect(
      try services.received.map { try $0.decoded(as: TokensRevoke.self) } == [
        TokensRevoke(token: Sensitive("t"), clientId: .sample, clientSecret: Sensitive("s"))
      ])
  }
}
