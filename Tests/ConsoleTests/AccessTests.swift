import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("What a session may not") struct AccessTests {
  @Test("Another account's identifier in an address shows nothing of it, in whatever page")
  func foreignPages() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world, called: "Tell nobody")
      let browser = try await console.signIn("Dana")
      // Who has which role is an Owner's and an Administrator's to know.
      for path in company.pages() where !path.hasSuffix("/people") {
        #expect(try await browser.get(path).status == 200, "\(path)")
      }
      for path in company.pages(ofOther: true) {
        #expect([403, 404].contains(try await browser.get(path).status), "\(path)")
        #expect(!browser.page.contains("Tell nobody"), "\(path)")
      }
    }
  }

  @Test("Another account's identifier in a form, or in its address, changes nothing")
  func foreignForms() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let (app, key, account) = (company.otherApp.app.sid, company.otherKey.apiKey.sid, company.other.sid)
      let secret = try #require(company.otherApp.secretSid)
      let paths =
        [
          "edit", "rotate", "disable", "enable", "authentication", "revoke-tokens", "delete",
          "secrets/\(secret)/revoke",
        ].map {
          "/apps/\(app)/\($0)"
        } + ["/keys/\(key)/rotate", "/keys/\(key)/delete", "/accounts/\(account)/apps/new"]
        + [
          "/accounts/\(account)/keys/new", "/accounts/\(account)/people", "/users", "/signing-keys/rotate", "/accounts",
        ]
        + ["add", "\(company.otherPair.thumbprint)/remove", "\(company.otherPair.thumbprint)/revoke"].map {
          "/apps/\(app)/keys/\($0)"
        } + ["/keys/\(key)/edit", "/units/new", "/units/report%40%2A.service/unbind"]
        + [account, company.account.sid].flatMap { account in
          ["suspend", "resume", "close"].map { "/accounts/\(account)/\($0)" }
        } + ["/signing-keys/\(company.signingKey)/retire"]
      let before = try await console.world.client(.appRegistry).call(AuditList(outcome: "ok"))
      for path in paths {
        try await browser.get("/check")
        let reply = try await browser.post(
          path,
          [
            "name": "Acme", "friendly_name": "Mine", "allow": "/twilio/messaging/messages/list", "role": "owner",
            "user_sid": "\(company.developer.sid)", "do": "grant", "parent_sid": "\(account)", "unit": "own.service",
            "client_id": "\(company.app.app.sid)", "method": "client_secret_post", "key": KeyTexts.publicPEM,
          ])
        #expect([403, 404].contains(reply.status), "\(path): \(reply.status)")
      }
      // One's own app with another's secret, or another's key.
      for crossed in ["secrets/\(secret)/revoke", "keys/\(company.otherPair.thumbprint)/revoke"] {
        try await browser.get("/check")
        #expect(try await browser.post("/apps/\(company.app.app.sid)/\(crossed)", ["name": "Acme"]).status == 404)
      }
      #expect(try await console.world.client(.appRegistry).call(AuditList(outcome: "ok")) == before)
    }
  }

  @Test("R3: Support is told in words that its role does not permit apps")
  func support() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Sam")
      #expect(try await browser.get("/accounts/\(company.account.sid)").status == 200)
      #expect(browser.page.contains("role"))
      #expect(!browser.page.contains("\(company.app.app.sid)"))
      #expect(try await browser.get("/apps/\(company.app.app.sid)").status == 403)
      #expect(browser.page.contains("You may not do this"))
    }
  }

  @Test("A person is shown none of the operators' pages, no way to them, and why")
  func operatorsPages() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      for path in company.operatorPages {
        #expect(try await browser.get(path).status == 403, "\(path)")
        #expect(browser.page.contains("operator"), "\(path)")
      }
      #expect(try await browser.get("/users").text.contains("<p>users.list is for operators; the user that the call"))
      for path in ["/", "/accounts/\(company.account.sid)", "/apps/\(company.app.app.sid)"] {
        #expect(try await browser.get(path).status == 200)
        for way in ["/users", "/units", "/signing-keys", "/services", "/accounts/\(company.account.sid)/suspend"] {
          #expect(!browser.page.contains("href=\"\(way)"), "\(way) on \(path)")
        }
      }
    }
  }
}
