import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("A new secret") struct SecretTests {
  private static var secret: Regex<(Substring, Substring)> { /id="secret">([A-Za-z0-9_-]{64})</ }

  @Test(
    "R14: The secret is in the answer to the form alone; the form sent again, as a reload does, shows and makes none"
  )
  func once() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/accounts/\(company.account.sid)/apps/new"
      try await browser.get("\(path)?friendly_name=New&allow=/twilio/messaging/messages/list&step=review")
      let token = browser.formToken
      let members: KeyValuePairs = ["friendly_name": "New", "allow": "/twilio/messaging/messages/list"]
      let reply = try await browser.post(path, members)
      #expect(reply.status == 200)
      #expect(reply["cache-control"] == "no-store")
      let secret = try #require(reply.text.firstMatch(of: Self.secret)?.1)
      #expect(reply.text.contains("OAUTH_CLIENT_SECRET=\(secret)"))

      let again = try await browser.post(path, members, token: token)
      #expect(again.status == 410)
      #expect(!again.text.contains(secret))
      let apps = try await console.world.client(.appRegistry).call(AppsList(accountSid: company.account.sid)).items
      #expect(apps.count == 2)

      let app = try #require(apps.first { $0.friendlyName.text == "New" })
      for page in ["/apps/\(app.sid)", "/accounts/\(company.account.sid)", "/audit?account_sid=\(company.account.sid)"]
      {
        #expect(try await !browser.get(page).text.contains(secret))
      }
      let issued = try await console.world.client(.tokenIssuer).call(
        TokensIssue(clientId: app.sid, clientSecret: Sensitive(String(secret)), grantType: "client_credentials"))
      #expect(issued.expiresIn == 3600)
    }
  }

  @Test("R8: Rotation shows the new secret once, and the old one works for as long as was chosen")
  func rotation() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      for path in ["/apps/\(company.app.app.sid)/rotate", "/keys/\(company.key.apiKey.sid)/rotate"] {
        try await browser.get(path)
        let token = browser.formToken
        let reply = try await browser.post(path, ["grace_period": "3600"])
        #expect(reply.text.firstMatch(of: Self.secret) != nil)
        let again = try await browser.post(path, ["grace_period": "3600"], token: token)
        #expect(again.status == 410)
        #expect(again.text.firstMatch(of: Self.secret) == nil)
      }
      let secrets = try await console.world.client(.appRegistry).call(AppsListSecrets(sid: company.app.app.sid)).items
      #expect(secrets.count == 2)
      #expect(secrets[1].dateExpires == console.world.clock.clock() + 3600)
    }
  }

  @Test(
    "R19: Where the answer to a rotation is lost, the page has the same form, which sent again shows the secret",
    arguments: [ErrorCode.unavailable, .deadlineExceeded])
  func lostReply(code: ErrorCode) async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/apps/\(company.app.app.sid)/rotate"
      try await browser.get(path)
      let token = browser.formToken
      console.losses.set(ServiceError(code, "no answer"), of: AppsRotateSecret.self)
      #expect(try await browser.post(path, ["grace_period": "0"]).status == 503)
      #expect(browser.page.contains("It is not known whether this was done"))
      #expect(!browser.page.contains("Nothing was changed"))
      #expect(browser.formToken == token)
      #expect(browser.page.contains(#"name="grace_period" value="0""#))

      console.losses.set(nil, of: AppsRotateSecret.self)
      let secret = try #require(try await browser.post(path, ["grace_period": "0"]).text.firstMatch(of: Self.secret)?.1)
      let secrets = try await console.world.client(.appRegistry).call(AppsListSecrets(sid: company.app.app.sid)).items
      #expect(secrets.filter { $0.status == .active }.count == 1 && secrets.count == 2)
      let issued = try await console.world.client(.tokenIssuer).call(
        TokensIssue(
          clientId: company.app.app.sid, clientSecret: Sensitive(String(secret)), grantType: "client_credentials"))
      #expect(issued.expiresIn == 3600)
    }
  }

  @Test("What a service says not to have carried out changed nothing, and the form is there for another try")
  func notCarriedOut() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/apps/\(company.app.app.sid)/rotate"
      try await browser.get(path)
      let refusal = ServiceError(.unavailable, "it is stopping", isNotCarriedOut: true)
      console.losses.set(refusal, of: AppsRotateSecret.self)
      #expect(try await browser.post(path, ["grace_period": "0"]).status == 503)
      #expect(browser.page.contains("Nothing was changed. It is stopping."))
    }
  }
}
