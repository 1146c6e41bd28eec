import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Console

/// Forms that change a client, where it is not any more as the form has it.
@Suite("Changed meanwhile") struct ChangedMeanwhileTests {
  private static let list = "/twilio/messaging/messages/list"
  private static let read = "/twilio/messaging/messages/read"

  /// Goes to the page that shows the whole of an app or key with a new name, as its edit page has the rest.
  /// - Returns: What the page's form sends.
  private func review(
    _ path: String, _ name: String, allow: String, _ browser: TestBrowser
  ) async throws -> KeyValuePairs<String, String> {
    try await browser.get("\(path)/edit")
    try await browser.get("\(path)/edit?friendly_name=\(name)&allow=\(allow)&basis=\(browser.basis)&step=review")
    return ["friendly_name": name, "allow": allow, "basis": browser.basis]
  }

  @Test("R16: what was taken from an app or key meanwhile does not come back with a form that was begun before")
  func taken() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let registry = console.world.client(.appRegistry)
      let (app, key) = (company.app.app.sid, company.key.apiKey.sid)
      func policies() async throws -> [Policy?] {
        [try await registry.call(AppsGet(sid: app)).policy, try await registry.call(APIKeysGet(sid: key)).policy]
      }
      let less = Policy(allow: [Self.list])
      for path in ["/apps/\(app)", "/keys/\(key)"] {
        let browser = try await console.signIn("Dana")
        let form = try await review(path, "Renamed", allow: Self.read, browser)
        _ = try await registry.call(AppsUpdate(sid: app, policy: less))
        _ = try await registry.call(APIKeysUpdate(sid: key, policy: less))
        let refused = try await browser.post("\(path)/edit", form)
        #expect(refused.status == 409, "\(path)")
        #expect(refused.text.contains("Somebody else has changed this since you began"))
        #expect(refused.text.contains(#"value="Renamed""#), "what was typed is still there")
        #expect(try await policies() == [less, less])

        let again = try await review(path, "Renamed", allow: Self.list, browser)
        #expect(try await browser.post("\(path)/edit", again).status == 303)
        #expect(try await policies() == [less, less])
        _ = try await registry.call(APIKeysUpdate(sid: key, policy: Policy(allow: [Self.read])))
      }
    }
  }

  @Test("R19: a form that is sent twice, as by a double click, is answered alike")
  func twice() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let (app, key) = ("/apps/\(company.app.app.sid)", "/keys/\(company.key.apiKey.sid)")
      for path in [app, key] {
        let form = try await review(path, "Renamed", allow: Self.read, browser)
        let token = browser.formToken
        for _ in 1...2 { #expect(try await browser.post("\(path)/edit", form, token: token).status == 303) }
      }
      try await browser.get("\(app)/authentication")
      let token = browser.formToken
      for _ in 1...2 {
        let reply = try await browser.post("\(app)/authentication", ["method": "client_secret_post"], token: token)
        #expect(reply.status == 303)
      }
    }
  }
}
