import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Refused forms") struct RefusedFormTests {
  /// A form that a service or the console refuses.
  private struct Refused {
    let page: String
    /// Where the page sends the form; `nil`: to its own path.
    var action: String?
    let members: KeyValuePairs<String, String>
    let status: Int
    /// How the page has what was typed or chosen.
    let kept: [String]
  }

  @Test("A form that is refused is there again with what was typed and chosen")
  func kept() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      _ = try await console.world.client(.appRegistry).call(AccountsSuspend(sid: company.account.sid))
      for form in Self.forms(of: company) {
        try await browser.get(form.page)
        let reply = try await browser.post(form.action ?? form.page, form.members)
        #expect(reply.status == form.status, "\(form.page)")
        #expect(reply.text.contains(#"role="alert""#), "\(form.page)")
        for text in form.kept { #expect(reply.text.contains(text), "\(form.page): \(text)") }
      }
    }
  }

  private static func forms(of company: Company) -> [Refused] {
    let (account, app, key) = (company.account.sid, company.app.app.sid, company.key.apiKey.sid)
    let nobody = "US00000000000000000000000000000000"
    let noApp = "OQ00000000000000000000000000000000"
    let week = #"<option value="604800" selected>"#
    return [
      Refused(
        page: "/accounts/new", action: "/accounts", members: ["friendly_name": "Acme", "type": "trial"], status: 409,
        kept: [#"value="Acme""#, #"<option value="trial" selected>"#]),
      Refused(
        page: "/users", members: ["friendly_name": "Dana", "unix_user": "dana2"], status: 409,
        kept: [#"value="Dana""#, #"value="dana2""#]),
      Refused(
        page: "/accounts/\(company.other.sid)/people", members: ["user_sid": nobody, "role": "support", "do": "grant"],
        status: 404, kept: [#"value="\#(nobody)""#, #"<option value="support" selected>"#]),
      Refused(
        page: "/apps/\(app)/authentication", members: ["method": "private_key_jwt"], status: 409,
        kept: [#"<option value="private_key_jwt" selected>"#]),
      Refused(page: "/apps/\(app)/rotate", members: ["grace_period": "604800"], status: 409, kept: [week]),
      Refused(page: "/keys/\(key)/rotate", members: ["grace_period": "604800"], status: 409, kept: [week]),
      Refused(page: "/apps/\(app)/keys/add", members: ["kid": "old"], status: 400, kept: [#"value="old""#]),
      Refused(
        page: "/check", members: ["url": "/\(account)", "credential": noApp], status: 404,
        kept: [#"value="/\#(account)""#, "\n\(noApp)</textarea>"]),
    ]
  }

  @Test("What can't be looked for is told above the form that asked for it")
  func lookUps() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let wildcard = "/twilio/messaging/messages/*"
      let pages = [
        ("/audit?method=apps.*", "apps.*"), ("/apps?permission=\(wildcard)", wildcard),
        ("/accounts/\(company.account.sid)/apps?permission=\(wildcard)", wildcard),
      ]
      for (path, typed) in pages {
        let reply = try await browser.get(path)
        #expect(reply.status == 400, "\(path)")
        #expect(reply.text.contains(#"value="\#(typed)""#) && reply.text.contains(#"role="search""#), "\(path)")
        #expect(!reply.text.contains("Nothing was changed"))
      }
    }
  }
}
