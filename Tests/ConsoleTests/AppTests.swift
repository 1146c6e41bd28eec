import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Console

@Suite("Apps") struct AppTests {
  @Test("Apps are looked for by name, by what they may do, and by when they were used")
  func search() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let path = "/accounts/\(company.account.sid)/apps"
      let link = "/apps/\(company.app.app.sid)"
      let name = company.app.app.friendlyName.text
      let permission = "/twilio/messaging/messages/read"
      for found in ["", "?name=\(PercentCoding.encode(name.lowercased()))", "?permission=\(permission)"] {
        #expect(try await browser.get(path + found).text.contains(link), "\(found)")
      }
      let others = [
        "name=zzz", "permission=/twilio/iam/account-oauth-apps/delete", "unused_since=2020-01-01T00:00:00Z",
      ]
      for other in others {
        let reply = try await browser.get("\(path)?\(other)")
        #expect(reply.status == 200 && !reply.text.contains(link), "\(other)")
        #expect(reply.text.contains("No app here fits"))
      }
      let refusal = try await browser.get("\(path)?unused_since=yesterday")
      #expect(refusal.status == 400 && refusal.text.contains("expected a moment in UTC"))
    }
  }

  @Test("Apps of all accounts are looked for at once; a person finds those of its own accounts alone")
  func allAccounts() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let (own, other) = ("/apps/\(company.app.app.sid)", "/apps/\(company.otherApp.app.sid)")
      let page = try await console.signIn().get("/apps?name=acme").text
      #expect(page.contains(own) && page.contains(other))
      #expect(page.contains("/accounts/\(company.other.sid)"))
      let dana = try await console.signIn("Dana").get("/apps").text
      #expect(dana.contains(own) && !dana.contains(other))
    }
  }

  @Test("Secrets about to expire are shown to whoever may see their apps, as far ahead as was asked")
  func expiring() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      func make(in account: Account) async throws -> String {
        let created = try await console.world.client(.appRegistry).call(
          AppsCreate(
            accountSid: account.sid, friendlyName: try FriendlyName("Ending"),
            policy: Policy(allow: ["/twilio/messaging/messages/list"]),
            secretExpires: console.world.clock.clock() + 10 * 86_400))
        return "/apps/\(created.app.sid)"
      }
      let (own, other) = (try await make(in: company.account), try await make(in: company.other))
      let browser = try await console.signIn()
      #expect(try await browser.get("/expiring?days=7").text.contains("No secret ends within 7 days"))
      let all = try await browser.get("/expiring").text
      #expect(all.contains(own) && all.contains(other))
      let here = try await browser.get("/accounts/\(company.account.sid)/expiring").text
      #expect(here.contains(own) && !here.contains(other))
      let dana = try await console.signIn("Dana").get("/expiring?days=90").text
      #expect(dana.contains(own) && !dana.contains(other))
      for days in ["0", "8", "x", "-7", "9999999999999999999"] {
        let refused = try await browser.get("/expiring?days=\(days)")
        #expect(refused.status == 400 && refused.text.contains("7, 30, 90"), "\(days)")
      }
    }
  }

  @Test("Where secrets of other accounts end first, an empty page says that the next one goes on")
  func expiringLater() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let secrets = console.world.client(.secretManager, from: .service(.appRegistry))
      let end = console.world.clock.clock() + 86_400
      try await withThrowingTaskGroup { group in
        for _ in 0...250 {
          group.addTask { _ = try await secrets.call(SecretsCreate(clientId: .app(.random()), dateExpires: end)) }
        }
        try await group.waitForAll()
      }
      let browser = try await console.signIn("Dana")
      let page = try await browser.get("/accounts/\(company.account.sid)/expiring").text
      #expect(page.contains("None so far; the next page goes on.") && page.contains("Next page"))
      #expect(!page.contains("<table>"))
    }
  }

  @Test("How an app authenticates is chosen on a page; what it has no key for is refused above the form")
  func authentication() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let registry = console.world.client(.appRegistry)
      let browser = try await console.signIn("Dana")
      let path = "/apps/\(company.app.app.sid)/authentication"
      func method() async throws -> TokenEndpointAuthMethod {
        try await registry.call(AppsGet(sid: company.app.app.sid)).tokenEndpointAuthMethod
      }
      try await browser.get(path)
      #expect(browser.page.contains(#"<option value="client_secret_basic" selected>"#))
      #expect(try await browser.post(path, ["method": "private_key_jwt"]).status == 303)
      #expect(try await method() == .privateKeyJWT)
      try await browser.get(path)
      for wrong in ["", "none"] {
        let refused = try await browser.post(path, ["method": wrong])
        #expect(refused.status == 400 && refused.text.contains("Choose how the app authenticates"))
      }
      #expect(try await browser.post(path, ["method": "client_secret_post"]).status == 303)
      #expect(try await method() == .clientSecretPost)

      _ = try await registry.call(AppsRemoveKey(sid: company.app.app.sid, thumbprint: company.pair.thumbprint))
      try await browser.get(path)
      let refused = try await browser.post(path, ["method": "private_key_jwt"])
      #expect(refused.text.contains("Nothing was changed") && refused.text.contains("</select>"))
      #expect(refused.status != 200)
      #expect(try await method() == .clientSecretPost)
    }
  }

  @Test("The page of an app tells how long its tokens may be alive, by when it was used last")
  func tokensAlive() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let registry = console.world.client(.appRegistry)
      // A session ends before a token does.
      func show() async throws -> String {
        try await console.signIn().get("/apps/\(company.app.app.sid)").text
      }
      #expect(try await show().contains("none, as far as its last use tells"))
      let use = console.world.clock.clock()
      _ = try await console.world.client(.appRegistry, from: .service(.tokenIssuer)).call(
        ClientsNoteUses(uses: [NotedUse(clientId: .app(company.app.app.sid), dateLastUsed: use)]))
      #expect(try await show().contains("perhaps, until"))
      _ = try await registry.call(AppsDisable(sid: company.app.app.sid))
      #expect(try await show().contains("none works, as the app is not active"))
      _ = try await registry.call(AppsEnable(sid: company.app.app.sid))
      console.world.clock.advance(by: 3600)
      #expect(try await show().contains("perhaps, until"), "the minute of the last use")
      console.world.clock.advance(by: 121)
      #expect(try await show().contains("none, as far as its last use tells"))
    }
  }

  @Test("An app's page says in place of its secrets that they can't be told, and has the ways to stop the app")
  func withoutSecretManager() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/apps/\(company.app.app.sid)"
      try await console.world.stop(.secretManager)
      let page = try await browser.get(path)
      #expect(page.status == 200 && page.text.contains("Secret-manager is stopped"))
      for way in ["disable", "revoke-tokens", "delete"] { #expect(page.text.contains("\(path)/\(way)")) }
      _ = try await console.world.client(.appRegistry).call(
        AppsUpdate(sid: company.app.app.sid, tokenEndpointAuthMethod: .privateKeyJWT))
      #expect(try await !browser.get(path).text.contains("ecret-manager is stopped"), "an app that has no use for it")
    }
  }

  @Test("What is to be made is shown as a whole before it is: how long tokens are to live, too")
  func review() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/accounts/\(company.account.sid)/apps/new?friendly_name=New&allow=/twilio/messaging/messages/list"
      #expect(try await browser.get("\(path)&access_token_ttl=2592000&step=review").text.contains("30 days"))
      #expect(try await browser.get("\(path)&step=review").text.contains("1 hour"))
    }
  }

  @Test("What can't be the id of a secret has no page")
  func malformedSecret() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      for secret in ["x", "%00", "\(company.app.app.sid)"] {
        #expect(try await browser.get("/apps/\(company.app.app.sid)/secrets/\(secret)/revoke").status == 404)
      }
    }
  }
}
