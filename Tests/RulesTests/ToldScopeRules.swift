import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about the scope that authorize tells")
struct ToldScopeRules {
  private func authorize(
    _ world: World, _ token: Sensitive, _ account: AccountSID, method: String = "GET", tellScope: Bool? = true
  ) async throws -> Authorization {
    try await world.issuer.call(
      TokensAuthorize(
        token: token, method: method, host: "api.twilio.com", path: "/2010-04-01/Accounts/\(account)/Messages.json",
        tellScope: tellScope))
  }

  @Test("R17: it is what introspection tells, whether the request is allowed or not", arguments: World.Wiring.allCases)
  func token(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount(), allow: ["/twilio/messaging/messages/*"])
      let token = try await world.token(app)
      for policy in [
        nil, Policy(allow: [World.listMessages, World.readMessages]), Policy(allow: [World.readMessages]),
      ] {
        if let policy { _ = try await world.registry.call(AppsUpdate(sid: app.sid, policy: policy)) }
        for method in ["GET", "PURGE"] {
          let told = try await authorize(world, token, app.account, method: method)
          #expect(told.scope == (try await world.scope(token)) && told.scope != nil)
          for tellScope in [nil, false] {
            let plain = try await authorize(world, token, app.account, method: method, tellScope: tellScope)
            #expect(plain.scope == nil && plain.allowed == told.allowed && plain.reason == told.reason)
          }
        }
      }
      try await world.revoke(token, of: app)
      #expect(try await authorize(world, token, app.account).scope == nil)
    }
  }

  @Test("R13: of an API key it is all that its policy allows; a main key has none")
  func key() async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let list = World.listMessages
      for (number, (allow, deny, scope)) in [
        ([list, World.readMessages], [], "\(list) \(World.readMessages)"),
        (
          ["/twilio/iam/account-oauth-apps/*"], ["/twilio/iam/account-oauth-apps/create"],
          "/twilio/iam/account-oauth-apps/delete /twilio/iam/account-oauth-apps/list "
            + "/twilio/iam/account-oauth-apps/read /twilio/iam/account-oauth-apps/update"
        ),
        ([list], [list], nil), (nil, [], nil),
      ].enumerated() as EnumeratedSequence<[([String]?, [String], String?)]> {
        let key = try await world.makeKey("\(number)", in: account, allow: allow, deny: deny)
        let request = TokensAuthorize(apiKey: key.sid, secret: key.secret, method: "GET", path: "/", tellScope: true)
        #expect(try await world.issuer.call(request).scope == scope)
      }
    }
  }

  @Test("The gateway may ask, strangers and other services may not")
  func callers() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let request = TokensAuthorize(token: try await world.token(app), method: "GET", path: "/")
      for peer in [Peer.service(.gateway), .inspector, .root] {
        _ = try await world.client(.tokenIssuer, from: peer).call(request)
      }
      for peer in [Peer.person("eve"), .service(.appRegistry)] {
        let client = world.client(.tokenIssuer, from: peer)
        #expect(try await world.refusal { try await client.call(request) } == "access_denied")
      }
    }
  }
}
