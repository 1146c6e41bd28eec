import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Instances") struct SeveralInstances {
    @Test("R7: a deleted app is deleted for the very next call, on every instance")
    func deletion() async throws {
      let scene = try await Scene()
      let issuers = try await Instances(2, of: .tokenIssuer)
      let registries = try await Instances(2, of: .appRegistry)
      _ = try await Instances(2, of: .secretManager)
      let token = try await scene.issue().accessToken
      #expect(try issuers.ask(TokensIntrospect(token: token)).allSatisfy { $0.value.claims != nil })
      #expect(try issuers.ask(authorize(token, scene)).allSatisfy(\.value.allowed))

      try await Command("oauthctl", "app", "delete", scene.app.sid.text).output()

      #expect(try issuers.ask(TokensIntrospect(token: token)) == ["1": .inactive, "2": .inactive])
      #expect(try issuers.ask(authorize(token, scene)).allSatisfy { !$0.value.allowed })
      let issue = TokensIssue(clientId: scene.app.sid, clientSecret: scene.secret)
      #expect(try issuers.refusals(issue) == ["1": .invalidClient, "2": .invalidClient])
      #expect(try registries.refusals(AppsGet(sid: scene.app.sid)) == ["1": .notFound, "2": .notFound])
    }

    @Test(
      "R9: the secret pushed out by a third is refused in the very next call, on every instance, and its tokens live on"
    )
    func thirdSecret() async throws {
      let scene = try await Scene()
      let issuers = try await Instances(2, of: .tokenIssuer)
      _ = try await Instances(2, of: .appRegistry)
      _ = try await Instances(2, of: .secretManager)
      let token = try await scene.issue().accessToken
      let second = try await rotate(scene)
      #expect(try issuers.refusals(issue(scene, with: scene.secret)) == ["1": nil, "2": nil])

      let third = try await rotate(scene)

      #expect(try issuers.refusals(issue(scene, with: scene.secret)) == ["1": .invalidClient, "2": .invalidClient])
      #expect(try issuers.refusals(issue(scene, with: second.secret)) == ["1": nil, "2": nil])
      #expect(try issuers.refusals(issue(scene, with: third.secret)) == ["1": nil, "2": nil])
      #expect(try issuers.ask(TokensIntrospect(token: token)).allSatisfy { $0.value.claims != nil })
    }

    @Test("R10: rotated with grace 0, a secret and its tokens are invalid in the very next call, on every instance")
    func rotationWithoutGrace() async throws {
      let scene = try await Scene()
      let issuers = try await Instances(2, of: .tokenIssuer)
      _ = try await Instances(2, of: .secretManager)
      let token = try await scene.issue().accessToken
      #expect(try issuers.ask(TokensIntrospect(token: token)).allSatisfy { $0.value.claims != nil })

      let second = try await rotate(scene, "--grace", "0")

      #expect(try issuers.ask(TokensIntrospect(token: token)) == ["1": .inactive, "2": .inactive])
      #expect(try issuers.refusals(issue(scene, with: scene.secret)) == ["1": .invalidClient, "2": .invalidClient])
      #expect(try issuers.refusals(issue(scene, with: second.secret)) == ["1": nil, "2": nil])
    }

    @Test("R10: a secret revoked as compromised takes its tokens along in the very next call, on every instance")
    func revocation() async throws {
      let scene = try await Scene()
      let issuers = try await Instances(2, of: .tokenIssuer)
      _ = try await Instances(2, of: .secretManager)
      let token = try await scene.issue().accessToken
      let second = try await rotate(scene)
      let secrets = try await Login.root.ask(Page<Secret>.self, "secret", "list", scene.app.sid.text).items
      let first = try #require(secrets.first { $0.sid != second.sid })

      try await Command("oauthctl", "secret", "revoke", scene.app.sid.text, first.sid.text).output()

      #expect(try issuers.ask(TokensIntrospect(token: token)) == ["1": .inactive, "2": .inactive])
      #expect(try issuers.refusals(issue(scene, with: scene.secret)) == ["1": .invalidClient, "2": .invalidClient])
      #expect(try issuers.refusals(issue(scene, with: second.secret)) == ["1": nil, "2": nil])
    }

    private func rotate(_ scene: Scene, _ options: String...) async throws -> IssuedSecret {
      try await Login.root.run(["oauthctl", "secret", "rotate", scene.app.sid.text, "--json"] + options).reply()
    }

    private func issue(_ scene: Scene, with secret: Sensitive) -> TokensIssue {
      TokensIssue(clientId: scene.app.sid, clientSecret: secret)
    }

    private func authorize(_ token: Sensitive, _ scene: Scene) -> TokensAuthorize {
      TokensAuthorize(
        token: token, method: "GET", host: "api.twilio.com",
        path: "/2010-04-01/Accounts/\(scene.account.sid)/Messages.json")
    }
  }
}
