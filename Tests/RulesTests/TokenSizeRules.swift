import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about the form and size of tokens")
struct TokenSizeRules {
  private static let names = World.catalogue.permissions.map(\.name).filter { !$0.hasSuffix("*") }

  private func issue(_ app: App, _ secret: Sensitive, in world: World) async throws -> TokenReply {
    try await world.issuer.call(TokensIssue(clientId: app.sid, clientSecret: secret))
  }

  @Test(
    "An app tells how large its token gets at the most, close to how large it is", arguments: World.Wiring.allCases,
    [1, 10, 100])
  func size(_ wiring: World.Wiring, _ count: Int) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let created = try await world.registry.call(
        AppsCreate(
          accountSid: account, friendlyName: FriendlyName("Many"),
          policy: Policy(allow: Array(Self.names.prefix(count)))))
      let told = try #require(created.app.tokenSize)
      let token = try await issue(created.app, #require(created.secret), in: world).accessToken.revealed
      #expect(token.utf8.count <= told)
      // Room for an RSA signature in place of this one, and little more.
      #expect(told - token.utf8.count < 490)
      #expect(try await world.registry.call(AppsGet(sid: created.app.sid)) == created.app)
    }
  }

  @Test(
    "R12: a token asked for without a scope has the names, or the wildcards that the app has chosen to keep it small",
    arguments: World.Wiring.allCases)
  func form(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let wildcards = World.catalogue.permissions.map(\.name).filter { $0.hasSuffix("/*") }
      let created = try await world.registry.call(
        AppsCreate(accountSid: account, friendlyName: FriendlyName("Many"), policy: Policy(allow: wildcards)))
      #expect(created.app.defaultScope == .names)
      #expect(try #require(created.app.tokenSize) > 8_192)
      #expect(created.app.tokenSizeWarning?.contains("choose default_scope wildcards") == true)
      let names = try await issue(created.app, #require(created.secret), in: world)
      let held = names.scope.split(separator: " ").map(String.init)
      #expect(Set(held).isDisjoint(with: wildcards.filter { !World.catalogue.names(in: $0).contains($0) }))
      #expect(Set(held) == Set(wildcards.flatMap(World.catalogue.names(in:))))

      let changed = try await world.registry.call(AppsUpdate(sid: created.app.sid, defaultScope: .wildcards))
      #expect(changed.defaultScope == .wildcards && changed.tokenSizeWarning == nil)
      let small = try await issue(created.app, #require(created.secret), in: world)
      #expect(small.scope == wildcards.sorted().joined(separator: " "))
      #expect(try #require(changed.tokenSize) >= small.accessToken.revealed.utf8.count)
      let asked = try await world.issuer.call(
        TokensIssue(clientId: created.app.sid, clientSecret: created.secret, scope: "/twilio/voice/calls/read"))
      #expect(asked.scope == "/twilio/voice/calls/read")
    }
  }
}
