import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("An app's public keys") struct AppKeyTests {
  @Test("A key is added as PEM or as a JSON Web Key with a name, and removed again; its tokens live on")
  func adding() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let registry = console.world.client(.appRegistry)
      let browser = try await console.signIn("Dana")
      let app = company.app.app.sid
      let jwk =
        #"{"kty":"EC","crv":"P-256","x":"G1FnGFTVRyUCjOFGiMNraC-rrLxcez6MA8w_-qqhWGU","#
        + #""y":"diTZaoA9qnJP4ie3QRwaG8rq2uC8i4vKUaahRTvXV7E","kid":"old"}"#
      for (text, name) in [(KeyTexts.publicPEM, ""), (jwk, "new")] {
        try await browser.get("/apps/\(app)/keys/add")
        #expect(try await browser.post("/apps/\(app)/keys/add", ["key": text, "kid": name]).status == 303)
        let added = try #require(try await registry.call(AppsGet(sid: app)).keys?.last)
        #expect(added.status == .active && added.jwk?.kid == (name.isEmpty ? nil : name))
        let path = "/apps/\(app)/keys/\(added.thumbprint)/remove"
        #expect(try await browser.get("/apps/\(app)").text.contains(path))
        try await browser.get(path)
        #expect(browser.page.contains("work until they expire"))
        #expect(try await browser.post(path).status == 303)
        #expect(try await registry.call(AppsGet(sid: app)).keys?.last?.status == .removed)
      }
    }
  }

  @Test("R10: Removed as compromised, a key ends its tokens and can't come back")
  func compromised() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let (registry, issuer) = (console.world.client(.appRegistry), console.world.client(.tokenIssuer))
      let browser = try await console.signIn("Dana")
      let app = company.app.app.sid
      _ = try await registry.call(AppsUpdate(sid: app, tokenEndpointAuthMethod: .privateKeyJWT))
      let assertion = try company.pair.assertion(of: app, at: console.world.clock.now)
      let token = try await issuer.call(TokensIssue(assertion)).accessToken
      for (way, isAlive) in [("remove", true), ("revoke", false)] {
        let path = "/apps/\(app)/keys/\(company.pair.thumbprint)/\(way)"
        #expect(try await browser.get("/apps/\(app)").text.contains(path))
        try await browser.get(path)
        #expect(browser.page.contains("no way back") == !isAlive)
        #expect(try await browser.post(path).status == (isAlive ? 303 : 400))
        if !isAlive { #expect(try await browser.post(path, ["name": "Acme"]).status == 303) }
        #expect((try await issuer.call(TokensIntrospect(token: token)).claims != nil) == isAlive)
      }
      #expect(try await browser.get("/apps/\(app)").text.contains("compromised</span>"))
      #expect(!browser.page.contains("/keys/\(company.pair.thumbprint)/"))
    }
  }

  @Test("What is no public key is refused with the cure, a private key too, and no page repeats it")
  func refusals() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/apps/\(company.app.app.sid)/keys/add"
      for (text, words) in [
        ("", "Paste the public key"), ("c2VjcmV0", "neither PEM nor a JSON Web Key"),
        (KeyTexts.privatePEM, "it is a private key"),
      ] {
        try await browser.get(path)
        let reply = try await browser.post(path, ["key": text])
        #expect(reply.status == 400)
        #expect(reply.text.contains(words), "\(words)")
        #expect(!reply.text.contains("c2VjcmV0") && !reply.text.contains("MIGHAgEA"))
      }
      for thumbprint in ["x", "%zz", "\(company.otherPair.thumbprint)"] {
        #expect(try await browser.get("/apps/\(company.app.app.sid)/keys/\(thumbprint)/remove").status == 404)
      }
    }
  }
}
