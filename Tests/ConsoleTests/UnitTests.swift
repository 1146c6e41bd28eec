import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Units") struct UnitTests {
  @Test("An operator binds a unit to an app, is told what the unit has to say, sees it in the list, and unbinds it")
  func binding() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let registry = console.world.client(.appRegistry)
      let browser = try await console.signIn()
      let app = company.app.app.sid
      try await browser.get("/apps/\(app)")
      #expect(browser.page.contains("/units/new?client_id=\(app)"))
      try await browser.get("/units/new?client_id=\(app)")
      #expect(browser.page.contains(#"value="\#(app)""#))
      let scope = "/twilio/messaging/messages/list /twilio/messaging/messages/read"
      let members: KeyValuePairs = [
        "unit": #"a\x2db@1:2.service"#, "client_id": "\(app)", "scope": scope, "resource": "https://a.example urn:b",
      ]
      let token = browser.formToken
      let reply = try await browser.post("/units/new", members)
      #expect(reply.status == 200)
      #expect(reply.text.contains("LoadCredential=access-token:/run/oauth-apps/credential.sock"))
      #expect(try await browser.post("/units/new", members, token: token).status == 200, "a reload")
      let made = try #require(
        try await registry.call(UnitBindingsList()).items.first { $0.unit.text == #"a\x2db@1:2.service"# })
      #expect(made.clientId == app && made.scope == scope)
      #expect(made.resource?.texts == ["https://a.example", "urn:b"])

      let list = try await browser.get("/units").text
      for part in ["<code>/twilio/messaging/messages/read</code>", "<code>urn:b</code>", "/apps/\(app)"] {
        #expect(list.contains(part), "\(part)")
      }
      let path = "/units/a%5Cx2db%401%3A2.service/unbind"
      #expect(list.contains(#"href="\#(path)""#))
      #expect(try await browser.get("/apps/\(app)").text.contains(#"href="\#(path)""#))
      #expect(try await !browser.get("/apps/\(company.otherApp.app.sid)").text.contains("/unbind"))
      try await browser.get(path)
      #expect(browser.page.contains("work until they expire"))
      #expect(try await browser.post(path).status == 303)
      #expect(try await registry.call(UnitBindingsList()).items.map(\.unit) == [company.unit])
      try await browser.get(path)
      #expect(try await browser.post(path).status == 404)
    }
  }

  @Test("What can't be bound is refused in words, and what was typed stays in the form")
  func refusals() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let app = "\(company.app.app.sid)"
      let refusals: [(unit: String, app: String, scope: String, words: String)] = [
        ("report.timer", app, "", "timers have none of their own"), ("a.service", "OQ1", "", "client_id: expected"),
        ("a.service", "", "", "Give the client id"), ("report@*.service", app, "", "is bound to app"),
        ("a.service", app, "/twilio/iam/account-oauth-apps/read", "the app does not allow"),
      ]
      for refusal in refusals {
        try await browser.get("/units/new")
        let reply = try await browser.post(
          "/units/new", ["unit": refusal.unit, "client_id": refusal.app, "scope": refusal.scope])
        #expect(reply.status == (refusal.words == "is bound to app" ? 409 : 400))
        #expect(reply.text.contains(refusal.words), "\(refusal)")
        #expect(reply.text.contains(#"value="\#(refusal.unit)""#))
      }
      for path in ["/units/report.timer/unbind", "/units/%zz/unbind", "/units/%00.service/unbind"] {
        #expect(try await browser.get(path).status == 404, "\(path)")
      }
    }
  }
}
