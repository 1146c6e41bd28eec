import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Changes of accounts and API keys") struct AccountChangeTests {
  @Test("R15: A suspended account's tokens do not work until it is resumed")
  func suspension() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let issuer = console.world.client(.tokenIssuer)
      let browser = try await console.signIn()
      let path = "/accounts/\(company.account.sid)"
      let token = try await issuer.call(
        TokensIssue(
          clientId: company.app.app.sid, clientSecret: company.app.secret, grantType: "client_credentials")
      ).accessToken
      for (way, isAlive) in [("suspend", false), ("resume", true)] {
        #expect(try await browser.get(path).text.contains("\(path)/\(way)"))
        try await browser.get("\(path)/\(way)")
        #expect(try await browser.post("\(path)/\(way)").status == 303)
        #expect((try await issuer.call(TokensIntrospect(token: token)).claims != nil) == isAlive)
      }
    }
  }

  @Test("R15: An account is closed where its name is typed, for good, and no page offers to change it then")
  func closing() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let path = "/accounts/\(company.account.sid)"
      for (name, status) in [("", 400), ("acme", 400), ("Acme", 303)] {
        try await browser.get("\(path)/close")
        #expect(browser.page.contains("no way back"))
        #expect(try await browser.post("\(path)/close", ["name": name]).status == status)
      }
      let account = try await console.world.client(.appRegistry).call(AccountsGet(sid: company.account.sid))
      #expect(account.status == .closed)
      #expect(try await !browser.get(path).text.contains("\(path)/resume"))
      try await browser.get("\(path)/resume")
      #expect(try await browser.post("\(path)/resume").status == 409)
      #expect(browser.page.contains("closed, for good"))
    }
  }

  @Test("A name that has two blanks is typed as the page shows it, which is with one")
  func nameWithBlanks() async throws {
    try await TestConsole.run { console in
      let account = try await console.world.client(.appRegistry).call(
        AccountsCreate(friendlyName: FriendlyName("Acme  and Sons")))
      let browser = try await console.signIn()
      let path = "/accounts/\(account.sid)/close"
      for (name, status) in [("AcmeandSons", 400), ("Acme and Sons", 303)] {
        try await browser.get(path)
        #expect(try await browser.post(path, ["name": name]).status == status)
      }
    }
  }

  @Test("An API key's policy is looked at as a whole and then changed; what is left out is taken away")
  func policy() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let registry = console.world.client(.appRegistry)
      let browser = try await console.signIn("Dana")
      let path = "/keys/\(company.key.apiKey.sid)"
      #expect(try await browser.get(path).text.contains("\(path)/edit"))
      #expect(try await browser.get("\(path)/edit").text.contains(#"value="/twilio/messaging/messages/*" checked"#))
      #expect(!browser.page.contains("Tokens live") && !browser.page.contains("Kind"))
      let basis = browser.basis
      let none = try await browser.get("\(path)/edit?friendly_name=Less&type=main&step=review")
      #expect(none.status == 400 && none.text.contains("Choose at least one permission"))
      let whole = try await browser.get(
        "\(path)/edit?friendly_name=Less&allow=/twilio/messaging/messages/list&basis=\(basis)&step=review")
      #expect(whole.text.contains("refused from the next request on"))
      let changed = try await browser.post(
        "\(path)/edit",
        [
          "friendly_name": "Less", "allow": "/twilio/messaging/messages/list", "type": "main", "basis": browser.basis,
        ])
      #expect(changed.status == 303)
      let key = try await registry.call(APIKeysGet(sid: company.key.apiKey.sid))
      #expect(key.friendlyName.text == "Less" && key.type == .restricted)
      #expect(key.policy == Policy(allow: ["/twilio/messaging/messages/list"]))
      let main = try await registry.call(
        APIKeysCreate(accountSid: company.account.sid, friendlyName: try FriendlyName("Main"), type: .main))
      #expect(try await browser.get("/keys/\(main.apiKey.sid)/edit").status == 400)
      #expect(browser.page.contains("make a restricted key"))
      #expect(try await !browser.get("/keys/\(main.apiKey.sid)").text.contains("/edit"))
    }
  }
}
