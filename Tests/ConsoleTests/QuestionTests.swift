import Permissions
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
  /// `POST /b` has no name but the wildcard.
  private static func wildcards() throws -> Catalogue {
    let (read, create) = (
      Endpoint(method: "GET", host: "api.ex.com", path: "/a"), Endpoint(method: "POST", host: "api.ex.com", path: "/b")
    )
    return try Catalogue(permissions: [
      Permission(name: "/ex/p/r/read", description: "Read.", endpoints: [read]),
      Permission(name: "/ex/p/r/*", description: "All.", endpoints: [read, create]),
    ])
  }

  @Test("R12: Of a wildcard with requests of its own it is told what the issuer decides")
  func wildcard() async throws {
    let (read, all) = ("/ex/p/r/read", "/ex/p/r/*")
    try await TestConsole.run(catalogue: try Self.wildcards()) { console in
      let (registry, issuer) = (console.world.client(.appRegistry), console.world.client(.tokenIssuer))
      let account = try await registry.call(AccountsCreate(friendlyName: try FriendlyName("Acme")))
      let browser = try await console.signIn()
      for allow in [[read], [all], [read, all]] {
        for deny in [[], [read], [all]] {
          let name = try FriendlyName("\(allow) \(deny)")
          let created = try await registry.call(
            AppsCreate(accountSid: account.sid, friendlyName: name, policy: Policy(allow: allow, deny: deny)))
          // There is no token for nothing.
          let token = try? await issuer.call(
            TokensIssue(
              clientId: created.app.sid, clientSecret: created.secret, grantType: "client_credentials")
          ).accessToken
          for (method, path) in [("GET", "/a"), ("POST", "/b")] {
            let question = token.map { TokensAuthorize(token: $0, method: method, host: "api.ex.com", path: path) }
            let allowed = if let question { try await issuer.call(question).allowed } else { false }
            let told = try await ask(browser, method, path, "\(created.app.sid)", host: "api.ex.com")
            #expect(told.contains("It may.") == allowed, "\(method) \(name)")
            // What is denied is told of as well.
            guard method == "POST", deny != [all] else { continue }
            let page = try await browser.get("/apps/\(created.app.sid)").text
            #expect(page.contains("POST https://api.ex.com/b") == allowed, "\(name)")
          }
        }
      }
    }
  }
}
