import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about assertions")
struct AssertionRules {
  @Test("An app without a secret gets tokens by assertions; they tell its key", arguments: World.Wiring.allCases)
  func grant(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      for client in [nil, app.sid] {
        let token = try await world.issuer.call(TokensIssue(world.assertion(app), of: client)).accessToken
        let claims = try #require(try await world.issuer.call(TokensIntrospect(token: token)).claims)
        #expect(claims.clientId == app.sid && claims.clientKey == app.pair.thumbprint && claims.secretSid == nil)
        #expect(try await world.authorize(token, account: app.account).allowed)
      }
      let shown = try await world.registry.call(AppsGet(sid: app.sid))
      #expect(shown.tokenEndpointAuthMethod == .privateKeyJWT)
      #expect(shown.keys?.map(\.thumbprint) == [app.pair.thumbprint])
    }
  }

  @Test("RFC 7523 3: an assertion is for the issuer or the token endpoint, by either of its paths, for nothing else")
  func audience() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let metadata = try await world.issuer.call(MetadataGet())
      let (issuer, endpoint) = ("\"\(metadata.issuer)\"", "\"\(metadata.tokenEndpoint)\"")
      let former = #""https://auth.example/v1/token""#
      for audience in [issuer, endpoint, former, "[\(issuer)]", "[\(issuer),\(endpoint)]"] {
        #expect(try await world.refusal(of: world.assertion(app, ["aud": audience])) == nil, "\(audience)")
      }
      for audience in [
        nil, "[]", "7", #""https://api.example""#, #""https://auth.example/""#, #""HTTPS://auth.example""#,
        "[\(issuer),\(endpoint),\"https://other.example\"]", "[\(issuer),7]", "\"\(metadata.introspectionEndpoint)\"",
        "\"\(metadata.revocationEndpoint)\"", #""https://auth.example/v1/introspect""#,
      ] {
        #expect(try await world.refusal(of: world.assertion(app, ["aud": audience])) == "invalid_client")
      }
    }
  }

  @Test("RFC 7523 3: an assertion expires, at most an hour and a minute ahead, and is not from the future")
  func times() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      func time(_ seconds: Int) -> String { "\((world.clock.now + seconds).secondsSince1970)" }
      let good: [[String: String?]] = [
        ["exp": time(1)], ["exp": time(3660)], ["exp": time(60) + ".5"], ["iat": time(60), "nbf": time(60)],
        ["iat": time(-100_000)],
      ]
      for claims in good { #expect(try await world.refusal(of: world.assertion(app, claims)) == nil, "\(claims)") }
      let bad: [[String: String?]] = [
        ["exp": nil], ["exp": time(0)], ["exp": time(-1)], ["exp": time(3661)], ["exp": time(86_400)],
        ["exp": "\"\(time(60))\""], ["exp": "1e12"], ["exp": "99999999999999999999"], ["nbf": time(61)],
        ["iat": time(61)], ["iat": "null"],
      ]
      for claims in bad {
        #expect(try await world.refusal(of: world.assertion(app, claims)) == "invalid_client", "\(claims)")
      }
    }
  }

  @Test("RFC 7523 3: an assertion works once, through whichever method", arguments: World.Wiring.allCases)
  func once(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeKeyedApp()
      let assertion = try world.assertion(app)
      let token = try await world.issuer.call(TokensIssue(assertion)).accessToken
      #expect(try await world.refusal(of: assertion) == "invalid_client")
      let revocation = TokensRevoke(token: token, clientAssertionType: .jwtBearer, clientAssertion: assertion)
      #expect(try await world.refusal { try await world.issuer.call(revocation) } == "invalid_client")
      #expect(try await world.isActive(token))
      let another = try world.assertion(app)
      _ = try await world.issuer.call(
        TokensRevoke(token: token, clientAssertionType: .jwtBearer, clientAssertion: another))
      #expect(try await !world.isActive(token))
      #expect(try await world.refusal(of: another) == "invalid_client")
      for id in [nil, "7", #""""#, "\"\(String(repeating: "j", count: 257))\""] {
        #expect(try await world.refusal(of: world.assertion(app, ["jti": id])) == "invalid_client")
      }
    }
  }

  @Test("RFC 8725 3.1, 3.10: what no key of the client has signed is refused, whatever its header says")
  func forgeries() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let other = try await world.makeKeyedApp("Other")
      let own = try world.assertion(app)
      #expect(try await world.refusal(of: world.assertion(app, by: other.pair)) == "invalid_client")
      let jwk = #"{"kty":"EC","crv":"P-256","x":"\#(other.pair.jwk().x ?? "")","y":"\#(other.pair.jwk().y ?? "")"}"#
      for header in [
        #"{"alg":"none"}"#, #"{"alg":"HS256"}"#, #"{"alg":"RS256"}"#, #"{"alg":"ES256","typ":"at+jwt"}"#,
        #"{"alg":"ES256","crit":["b64"]}"#, #"{"alg":"ES256","kid":7}"#, #"{"alg":"ES256","alg":"none"}"#, "{}", "7",
      ] {
        #expect(try await world.refusal(of: world.assertion(app, header: header)) == "invalid_client", "\(header)")
      }
      for header in [#"{"alg":"ES256","jwk":\#(jwk)}"#, #"{"alg":"ES256","jku":"https://evil.example","x5u":"x"}"#] {
        let assertion = try world.assertion(app, header: header, by: other.pair)
        #expect(try await world.refusal(of: assertion) == "invalid_client")
      }
      let unsigned = own.revealed.split(separator: ".").dropLast().joined(separator: ".") + "."
      for text in [unsigned, "", "a.b", own.revealed + "A", own.revealed + "=", own.revealed + "."] {
        #expect(try await world.refusal(of: Sensitive(text)) == "invalid_client")
      }
      #expect(try await world.refusal(of: own) == nil, "none of them has used it")
    }
  }

  @Test("kid only narrows the choice of keys: it is the owner's word or the thumbprint, and may be missing")
  func keyID() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let named = try ClientKeyPair()
      _ = try await world.registry.call(AppsAddKey(sid: app.sid, jwk: named.jwk(kid: "two")))
      func header(_ kid: String) -> String { #"{"alg":"ES256","typ":"JWT","kid":"\#(kid)"}"# }
      for (pair, header, isTaken) in [
        (app.pair, header("anything"), true), (app.pair, header("two"), true), (named, header("two"), true),
        (named, header(named.thumbprint.text), true), (named, #"{"alg":"ES256"}"#, true),
        (named, header("one"), false), (named, header(app.pair.thumbprint.text), false),
      ] {
        let assertion = try pair.assertion(of: app.sid, at: world.clock.now, header: header)
        #expect(try await world.refusal(of: assertion) == (isTaken ? nil : "invalid_client"), "\(header)")
      }
    }
  }

  @Test("RFC 7523 3: iss and sub are the client, and client_id is the same")
  func subject() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let other = try await world.makeKeyedApp("Other")
      let foreign = "\"\(other.sid)\""
      let cases: [[String: String?]] = [
        ["iss": foreign], ["sub": foreign], ["sub": nil], ["iss": nil], ["iss": foreign, "sub": foreign],
        ["iss": #""x""#, "sub": #""x""#], ["sub": "7"],
      ]
      for claims in cases {
        #expect(try await world.refusal(of: world.assertion(app, claims)) == "invalid_client", "\(claims)")
      }
      let assertion = try world.assertion(app)
      #expect(
        try await world.refusal { try await world.issuer.call(TokensIssue(assertion, of: other.sid)) }
          == "invalid_client")
      #expect(try await world.refusal(of: assertion) == nil)
    }
  }

  @Test("RFC 6749 2.3: a client authenticates in one way, and tells which")
  func oneCredential() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let assertion = try world.assertion(app)
      let secret = Sensitive("s3cr3t")
      for request in [
        TokensIssue(clientId: app.sid),
        TokensIssue(
          clientId: app.sid, clientSecret: secret, clientAssertionType: .jwtBearer, clientAssertion: assertion),
        TokensIssue(clientId: app.sid, clientAssertion: assertion),
        TokensIssue(clientId: app.sid, clientSecret: secret, clientAssertionType: .jwtBearer),
      ] {
        #expect(try await world.refusal { try await world.issuer.call(request) } == "invalid_request")
      }
      #expect(
        try await world.refusal { try await world.issuer.call(TokensIssue(clientSecret: secret)) } == "invalid_params")
      let long = Sensitive(String(repeating: "a", count: 100_000))
      #expect(try await world.refusal(of: long) == "invalid_params")
    }
  }

  @Test(
    "What an app does not authenticate by is refused in the same words as a wrong secret",
    arguments: World.Wiring.allCases)
  func otherWay(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      func words(_ request: TokensIssue) async throws -> String {
        do {
          _ = try await world.issuer.call(request)
          return "a token"
        } catch let error as ServiceError { return "\(error)" }
      }
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      let pair = try ClientKeyPair()
      let wrong = try await words(TokensIssue(clientId: app.sid, clientSecret: Sensitive("wrong")))
      #expect(wrong.contains("invalid_client"))
      _ = try await world.registry.call(AppsAddKey(sid: app.sid, jwk: pair.jwk()))
      func byKey() throws -> TokensIssue { TokensIssue(try pair.assertion(of: app.sid, at: world.clock.now)) }
      let bySecret = TokensIssue(clientId: app.sid, clientSecret: app.secret)
      #expect(try await words(byKey()) == wrong)
      let token = try await world.token(app)
      _ = try await world.registry.call(AppsUpdate(sid: app.sid, tokenEndpointAuthMethod: .privateKeyJWT))
      #expect(try await words(bySecret) == wrong)
      #expect(try await world.refusal { try await world.issuer.call(byKey()) } == nil)
      #expect(try await world.isActive(token))
      _ = try await world.registry.call(AppsUpdate(sid: app.sid, tokenEndpointAuthMethod: .clientSecretPost))
      #expect(try await words(byKey()) == wrong)
      #expect(try await world.refusal { try await world.issuer.call(bySecret) } == nil)
      let unknown = try pair.assertion(of: .random(), at: world.clock.now)
      #expect(try await words(TokensIssue(unknown)) == wrong)
    }
  }

  @Test("A scope that is refused has used the assertion: the next request takes another")
  func refusedScope() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeKeyedApp()
      let assertion = try world.assertion(app)
      let request = TokensIssue(assertion, scope: World.createMessages)
      #expect(try await world.refusal { try await world.issuer.call(request) } == "invalid_scope")
      #expect(try await world.refusal(of: assertion) == "invalid_client")
    }
  }
}
