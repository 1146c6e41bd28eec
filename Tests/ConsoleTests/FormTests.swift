import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Console

@Suite("Forms") struct FormTests {
  private func status(of app: CreatedApp, _ console: TestConsole) async throws -> AppStatus {
    try await console.world.client(.appRegistry).call(AppsGet(sid: app.app.sid)).status
  }

  @Test("A form without a token, with a made-up one, or with that of another session changes nothing")
  func foreign() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let other = try await console.signIn()
      let path = "/apps/\(company.app.app.sid)/disable"
      try await other.get(path)
      let parts = other.formToken.split(separator: ".")
      let made = "\(parts[0]).\(IdempotencyKey.random().text).\(parts[2])"
      for token in ["", "x", "1.2.3", other.formToken, made] {
        try await browser.get(path)
        #expect(try await browser.post(path, token: token).status == 403, "\(token)")
      }
      #expect(try await status(of: company.app, console) == .active)
      try await browser.get(path)
      #expect(try await browser.post(path).status == 303)
      #expect(try await status(of: company.app, console) == .disabled)
    }
  }

  @Test("No form of any page changes anything with the token of another session")
  func everyForm() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let other = try await console.signIn()
      let before = try await console.world.client(.appRegistry).call(AuditList(outcome: "ok"))
      var seen: Set<String> = []
      for path in company.allPages {
        let page = try await browser.get(path).text
        for match in page.matches(of: /<form method="post" action="([^"]*)"/) {
          let action = String(match.1)
          guard action != "/check", seen.insert(action).inserted else { continue }
          try await other.get("/check")
          #expect(try await browser.post(action, token: other.formToken).status == 403, "\(action) of \(path)")
        }
      }
      #expect(seen.count > 20)
      #expect(try await console.world.client(.appRegistry).call(AuditList(outcome: "ok")) == before)
    }
  }

  @Test("A form that is older than ten minutes, or from the future, changes nothing")
  func old() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let path = "/apps/\(company.app.app.sid)/disable"
      try await browser.get(path)
      console.world.clock.advance(by: FormToken.lifetime + 1)
      #expect(try await browser.post(path).status == 403)
      #expect(browser.page.contains("too old"))
      #expect(try await status(of: company.app, console) == .active)
    }
  }

  @Test(
    "A form that a page of another site has sent changes nothing, whatever it holds",
    arguments: [
      ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
      ("Origin", "null"),
    ])
  func otherSite(field: (String, String)) async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let path = "/apps/\(company.app.app.sid)/disable"
      try await browser.get(path)
      browser.fields = [field]
      #expect(try await browser.post(path).status == 403)
      #expect(try await status(of: company.app, console) == .active)
      browser.fields = [("Origin", "http://gateway.example"), ("Sec-Fetch-Site", "same-origin")]
      try await browser.get(path)
      #expect(try await browser.post(path).status == 303)
    }
  }

  @Test("A form that its own session has dated out of all bounds is refused", arguments: [Int.min, -1, Int.max])
  func outOfBounds(second: Int) async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let session = Sensitive(try #require(browser.cookies["oauth_console"]))
      let token = FormToken.make(at: Timestamp(secondsSince1970: second)).text(for: session)
      let path = "/apps/\(company.app.app.sid)/disable"
      try await browser.get(path)
      #expect(try await browser.post(path, token: token).status == 403)
      #expect(try await status(of: company.app, console) == .active)
    }
  }

  @Test("What has no way back is done only where the name is typed")
  func name() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      for (path, name) in [("/apps/\(company.app.app.sid)", "Acme"), ("/keys/\(company.key.apiKey.sid)", "Acme")] {
        try await browser.get("\(path)/delete")
        #expect(try await browser.post("\(path)/delete").status == 400)
        #expect(try await browser.post("\(path)/delete", ["name": "acme"]).status == 400)
        #expect(try await browser.get(path).status == 200)
        try await browser.get("\(path)/delete")
        #expect(try await browser.post("\(path)/delete", ["name": name]).status == 303)
        #expect(try await browser.get(path).status == 404)
      }
    }
  }

  @Test("Members that a form does not have are not obeyed: no other account, no status, no region")
  func massAssignment() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/accounts/\(company.account.sid)/apps/new"
      try await browser.get("\(path)?friendly_name=New&allow=/twilio/messaging/messages/list&step=review")
      let reply = try await browser.post(
        path,
        [
          "friendly_name": "New", "allow": "/twilio/messaging/messages/list", "account_sid": "\(company.other.sid)",
          "status": "disabled", "region": "ie1", "created_by": "root", "sid": "\(company.app.app.sid)",
        ])
      #expect(reply.status == 200)
      let registry = console.world.client(.appRegistry)
      let apps = try await registry.call(AppsList(accountSid: company.account.sid)).items
      let app = try #require(apps.first { $0.friendlyName.text == "New" })
      #expect(app.status == .active)
      #expect(app.createdBy == "Dana")
      #expect(app.sid != company.app.app.sid)
      #expect(try await registry.call(AppsList(accountSid: company.other.sid)).items.count == 1)
    }
  }

  @Test("So are a secret's revocation and the end of all tokens, which can't be taken back either")
  func nameOfWhatIsRevoked() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let (issuer, browser) = (console.world.client(.tokenIssuer), try await console.signIn("Dana"))
      let app = company.app.app.sid
      let secret = try #require(company.app.secretSid)
      for path in ["/apps/\(app)/revoke-tokens", "/apps/\(app)/secrets/\(secret)/revoke"] {
        let token = try await issuer.call(
          TokensIssue(
            clientId: app, clientSecret: company.app.secret, grantType: "client_credentials")
        ).accessToken
        try await browser.get(path)
        #expect(try await browser.post(path, ["name": "Other"]).status == 400)
        #expect(browser.page.contains("The name that was typed is not"))
        #expect(try await issuer.call(TokensIntrospect(token: token)).claims != nil)
        #expect(try await browser.post(path, ["name": "Acme"]).status == 303)
        #expect(try await issuer.call(TokensIntrospect(token: token)).claims == nil)
      }
    }
  }

  @Test("A repeated member, a broken escape and a body of another type are refused")
  func malformed() async throws {
    try await TestConsole.run { console in
      let browser = try await console.signIn()
      try await browser.get("/users")
      let token = browser.formToken
      for body in ["form=\(token)&friendly_name=a&friendly_name=b", "form=\(token)&friendly_name=%zz"] {
        #expect(try await browser.send(.form("/users", body)).status == 400)
      }
      #expect(try await browser.send(HTTPText("POST", "/users", body: Array("form=\(token)".utf8))).status == 400)
    }
  }
}
