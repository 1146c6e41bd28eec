import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("May this request?") struct QuestionTests {
  private func ask(
    _ browser: TestBrowser, _ method: String, _ path: String, _ credential: String, host: String = "api.twilio.com"
  ) async throws -> String {
    try await browser.get("/check")
    return try await browser.post(
      "/check", ["method": method, "url": "https://\(host)\(path)", "credential": credential]
    ).text
  }

  @Test("Of an app it is told rule by rule what decides: the permission, the account, the state, what is denied")
  func app() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let app = "\(company.app.app.sid)"
      let path = "/2010-04-01/Accounts/\(company.account.sid)/Messages"
      let may = try await ask(browser, "GET", "\(path).json", app)
      #expect(may.contains("It may."))
      #expect(may.contains("/twilio/messaging/messages/list"))
      let sid = "SM00000000000000000000000000000000"
      #expect(try await ask(browser, "DELETE", "\(path)/\(sid).json", app).contains("Its policy denies it by"))
      let foreign = "/2010-04-01/Accounts/\(company.other.sid)/Messages.json"
      #expect(try await ask(browser, "GET", foreign, app).contains("It may not."))
      #expect(try await ask(browser, "GET", "/nothing", app).contains("It may not."))
      _ = try await console.world.client(.appRegistry).call(AppsDisable(sid: company.app.app.sid))
      #expect(try await ask(browser, "GET", "\(path).json", app).contains("The app is disabled"))
    }
  }

  @Test("The URL's port tells APIs apart, as where the API itself asks")
  func port() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/2010-04-01/Accounts/\(company.account.sid)/Messages.json"
      for (host, answer) in [
        ("api.twilio.com:443", "It may."), ("API.twilio.com.", "It may."), ("api.twilio.com:8443", "It may not."),
      ] {
        let text = try await ask(browser, "GET", path, "\(company.app.app.sid)", host: host)
        #expect(text.contains(answer), "\(host)")
      }
    }
  }

  @Test("Of a token the issuer decides; the token is in no page")
  func token() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let token = try await console.world.client(.tokenIssuer).call(
        TokensIssue(
          clientId: company.app.app.sid, clientSecret: company.app.secret, grantType: "client_credentials")
      ).accessToken.revealed
      let path = "/2010-04-01/Accounts/\(company.account.sid)/Messages.json"
      let answer = try await ask(browser, "GET", path, token)
      #expect(answer.contains("It may."))
      #expect(!answer.contains(token))
      _ = try await console.world.client(.appRegistry).call(AppsRevokeTokens(sid: company.app.app.sid))
      #expect(try await ask(browser, "GET", path, token).contains("It may not."))
    }
  }

  @Test("To a person nothing speaks for a token, which nobody has verified: not for one that was revoked either")
  func unverifiedToken() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let token = try await console.world.client(.tokenIssuer).call(
        TokensIssue(
          clientId: company.app.app.sid, clientSecret: company.app.secret, grantType: "client_credentials")
      ).accessToken.revealed
      _ = try await console.world.client(.appRegistry).call(AppsRevokeTokens(sid: company.app.app.sid))
      let path = "/2010-04-01/Accounts/\(company.account.sid)/Messages.json"
      let answer = try await ask(browser, "GET", path, token)
      #expect(!answer.contains("It may.") && answer.contains("Nothing here speaks against it."))
      #expect(try await ask(browser, "GET", "/nothing", token).contains("It may not."))
    }
  }
}
