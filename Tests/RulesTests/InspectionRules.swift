import JOSE
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// Introspection by an app that authenticates in the same request, as it comes over HTTP.
@Suite("Rules about apps that introspect tokens")
struct InspectionRules {
  @Test(
    "RFC 7662 2.2: a client sees its account's tokens; those of others, of its subaccounts too, are not active",
    arguments: World.Wiring.allCases)
  func ownAccount(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let branch = try await world.makeAccount("Branch", parent: account)
      let asker = try await world.makeApp("Asker", in: account, allow: [World.createMessages])
      let own = try await world.token(world.makeApp(in: account))
      let foreign = try await world.tokens([
        world.makeApp(in: branch), world.makeApp(in: world.makeAccount("Other")),
      ])
      let seen = try await world.introspect(own, by: asker)
      #expect(seen == (try await world.issuer.call(TokensIntrospect(token: own))) && seen.claims != nil)
      for token in foreign + [Sensitive("nonsense")] {
        #expect(try await world.introspect(token, by: asker) == .inactive)
        #expect(try await world.introspect(token, by: asker) == .inactive, "nor when all is known")
      }
      try await world.revoke(own, of: asker)
      #expect(try await world.introspect(own, by: asker).claims != nil, "it may see it, not revoke it")
    }
  }

  @Test("RFC 7662 2.1: a client that does not authenticate learns nothing", arguments: World.Wiring.allCases)
  func authentication(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let asker = try await world.makeApp("Asker", in: account)
      let other = try await world.makeApp("Other", in: account)
      let token = try await world.token(other)
      for (sid, secret) in [
        (asker.sid, Sensitive("wrong")), (asker.sid, other.secret), (AppSID.random(), asker.secret),
        (asker.sid, Sensitive("")),
      ] {
        #expect(try await world.refusal(of: token, sid, secret) == "invalid_client")
      }
      let keyed = try await world.makeKeyedApp(in: account)
      #expect(try await world.refusal(of: token, keyed.sid, Sensitive("wrong")) == "invalid_client")
      #expect(try await world.refusal(of: token, asker.sid, nil) == "invalid_request")
      #expect(try await world.refusal(of: token, nil, asker.secret) == "invalid_params")
      let both = try TokensIntrospect(
        token: token, clientId: asker.sid, clientSecret: asker.secret, clientAssertionType: .jwtBearer,
        clientAssertion: world.assertion(keyed))
      #expect(try await world.refusal { try await world.issuer.call(both) } == "invalid_request")
      _ = try await world.registry.call(AppsDisable(sid: asker.sid))
      #expect(try await world.refusal(of: token, asker.sid, asker.secret) == "unauthorized_client")
      _ = try await world.registry.call(AppsDelete(sid: asker.sid))
      #expect(try await world.refusal(of: token, asker.sid, asker.secret) == "invalid_client")
    }
  }

  @Test(
    "RFC 7523 3: by an assertion for the issuer, the token endpoint or this one, not the revocation's; so it revokes",
    arguments: World.Wiring.allCases)
  func assertions(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let token = try await world.token(app)
      let metadata = try await world.issuer.call(MetadataGet())
      func assertion(_ audience: String) throws -> Sensitive { try world.assertion(app, ["aud": "\"\(audience)\""]) }
      let everywhere = [metadata.issuer, metadata.tokenEndpoint, "https://auth.example/v1/token"]
      for audience in everywhere + [metadata.introspectionEndpoint] {
        let request = try TokensIntrospect(
          token: token, clientAssertionType: .jwtBearer, clientAssertion: assertion(audience))
        #expect(try await world.issuer.call(request).claims?.clientId == app.sid, "\(audience)")
        #expect(try await world.refusal { try await world.issuer.call(request) } == "invalid_client", "used")
      }
      for audience in [metadata.revocationEndpoint, metadata.authorizationEndpoint, "https://auth.example/v2"] {
        let assertion = try assertion(audience)
        let request = TokensIntrospect(token: token, clientAssertionType: .jwtBearer, clientAssertion: assertion)
        #expect(try await world.refusal { try await world.issuer.call(request) } == "invalid_client", "\(audience)")
      }
      for (audience, isTaken) in [(metadata.introspectionEndpoint, false), (metadata.revocationEndpoint, true)] {
        let request = try TokensRevoke(
          token: token, clientAssertionType: .jwtBearer, clientAssertion: assertion(audience))
        #expect(try await world.refusal { try await world.issuer.call(request) } == (isTaken ? nil : "invalid_client"))
      }
      #expect(try await !world.isActive(token))
    }
  }

  @Test("The gateway introspects for clients that authenticate, the registry for itself, strangers not at all")
  func callers() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let token = try await world.token(app)
      func refusal(_ peer: Peer, _ request: TokensIntrospect) async throws -> String? {
        try await world.refusal { try await world.client(.tokenIssuer, from: peer).call(request) }
      }
      let bare = TokensIntrospect(token: token)
      let full = TokensIntrospect(token: token, clientId: app.sid, clientSecret: app.secret)
      for peer in [Peer.inspector, .root, .service(.appRegistry)] { #expect(try await refusal(peer, bare) == nil) }
      #expect(try await refusal(.service(.gateway), bare) == "invalid_client")
      #expect(try await refusal(.service(.gateway), full) == nil)
      let gateway = world.client(.tokenIssuer, from: .service(.gateway))
      #expect(try await gateway.call(full).claims != nil)
      for peer in [Peer.person("eve"), .service(.secretManager)] {
        #expect(try await refusal(peer, full) == "access_denied")
      }
    }
  }

  @Test(
    "RFC 9701 5: the signed answer is for the client that asks, says what introspection tells, and is no access token",
    arguments: World.Wiring.allCases)
  func signed(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let asker = try await world.makeApp("Asker", in: account)
      let own = try await world.token(world.makeApp(in: account))
      let foreign = try await world.token(world.makeApp(in: world.makeAccount("Other")))
      for token in [own, foreign] {
        let request = TokensIntrospectJWT(token: token, clientId: asker.sid, clientSecret: asker.secret)
        let jwt = try await world.issuer.call(request).jwt
        let (header, payload) = try await world.opened(jwt)
        #expect(header["typ"]?.string == "token-introspection+jwt" && header.childCount == 3)
        #expect(payload["iss"]?.string == "https://auth.example" && payload["aud"]?.string == asker.sid.text)
        #expect(payload["iat"]?.integer == world.clock.now.secondsSince1970 && payload.childCount == 4)
        let told = try #require(payload["token_introspection"])
        #expect(
          String(decoding: told.text, as: UTF8.self) == (try await Wire.text(world.introspect(token, by: asker))))
        #expect(try await !world.isActive(Sensitive(jwt)))
        #expect(try await !world.authorize(Sensitive(jwt), account: account).allowed)
      }
      for request in [
        TokensIntrospectJWT(token: own),
        TokensIntrospectJWT(token: own, clientId: asker.sid, clientSecret: Sensitive("wrong")),
      ] {
        #expect(try await world.refusal { try await world.issuer.call(request) } == "invalid_client")
      }
    }
  }
}

extension World {
  fileprivate func introspect(_ token: Sensitive, by app: OwnedApp) async throws -> Introspection {
    try await issuer.call(TokensIntrospect(token: token, clientId: app.sid, clientSecret: app.secret))
  }

  fileprivate func refusal(of token: Sensitive, _ client: AppSID?, _ secret: Sensitive?) async throws -> String? {
    try await refusal {
      try await issuer.call(TokensIntrospect(token: token, clientId: client, clientSecret: secret))
    }
  }

  /// Header and payload of a JWT that is signed by a published key.
  fileprivate func opened(_ jwt: String) async throws -> (header: JSONValue, payload: JSONValue) {
    let parts = jwt.split(separator: ".")
    try #require(parts.count == 3)
    let header = try Wire.document(Base64URL.decode(Array(parts[0].utf8).span) ?? [])
    let published = try await issuer.call(JWKSGet()).keys.first { $0.kid == header["kid"]?.string }
    let jwk = try #require(published)
    let key = try VerificationKey(PublicJWK(kty: jwk.kty, alg: jwk.alg, crv: jwk.crv, x: jwk.x, y: jwk.y))
    let signature = Base64URL.decode(Array(parts[2].utf8).span) ?? []
    #expect(key.isValid(signature, for: Array("\(parts[0]).\(parts[1])".utf8)[...]))
    return (header, try Wire.document(Base64URL.decode(Array(parts[1].utf8).span) ?? []))
  }
}
