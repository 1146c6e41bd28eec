import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Signing keys") struct SigningKeyTests {
  @Test("A key that has signed is retired where its id is typed, and its tokens end; the announced one signs then")
  func retirement() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let issuer = console.world.client(.tokenIssuer)
      let browser = try await console.signIn()
      let issue = TokensIssue(
        clientId: company.app.app.sid, clientSecret: company.app.secret, grantType: "client_credentials")
      let token = try await issuer.call(issue).accessToken
      let path = "/signing-keys/\(company.signingKey)/retire"
      #expect(try await browser.get("/signing-keys").text.contains(path))
      try await browser.get(path)
      #expect(browser.page.contains("Every token that it has signed"))
      #expect(try await browser.post(path, ["name": "x"]).status == 400)
      #expect(try await browser.post(path, ["name": company.signingKey]).status == 409)
      #expect(browser.page.contains("is the only one that can sign"))
      #expect(try await issuer.call(TokensIntrospect(token: token)).claims != nil)

      try await browser.get("/signing-keys/rotate")
      #expect(try await browser.post("/signing-keys/rotate").status == 303)
      try await browser.get(path)
      #expect(try await browser.post(path, ["name": company.signingKey]).status == 303)
      #expect(try await issuer.call(TokensIntrospect(token: token)).claims == nil)
      #expect(try await issuer.call(TokensIntrospect(token: issuer.call(issue).accessToken)).claims != nil)
      #expect(try await !browser.get("/signing-keys").text.contains(path))
      #expect(try await browser.get(path).status == 409)
    }
  }

  @Test("An announced key is retired without more ado: it has no tokens; what is no key is not found")
  func announced() async throws {
    try await TestConsole.run { console in
      _ = try await Company(console.world)
      let issuer = console.world.client(.tokenIssuer)
      let browser = try await console.signIn()
      let key = try await issuer.call(SigningKeysRotate())
      let path = "/signing-keys/\(key.kid)/retire"
      try await browser.get(path)
      #expect(browser.page.contains("none stops working") && !browser.page.contains("Type its name"))
      #expect(try await browser.post(path).status == 303)
      #expect(try await issuer.call(SigningKeysList()).items.map(\.status) == [.signing, .retired])
      for kid in ["x", "%zz"] { #expect(try await browser.get("/signing-keys/\(kid)/retire").status == 404) }
    }
  }

  @Test("Of a key that signs no more it is told when the last of its tokens expires")
  func verifying() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      _ = try await console.world.client(.tokenIssuer).call(SigningKeysRotate(now: true))
      let path = "/signing-keys/\(company.signingKey)/retire"
      try await browser.get(path)
      #expect(browser.page.contains("retired when the last of them has expired: <time"))
      #expect(try await browser.post(path, ["name": company.signingKey]).status == 303)
    }
  }
}
