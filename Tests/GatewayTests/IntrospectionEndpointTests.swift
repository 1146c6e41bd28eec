import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// RFC 7662 and RFC 9701 over HTTP.
@Suite struct IntrospectionEndpointTests {
  @Test("RFC 7662 2.2: an active token's claims, as clients read them")
  func active() async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      let reply = try await gateway.post("/v2/introspect", "token=\(token)", as: app)
      #expect(reply.status == 200)
      #expect(reply["content-type"] == "application/json")
      #expect(reply["cache-control"] == "no-store" && reply["pragma"] == "no-cache")
      let json = try reply.json
      #expect(json["active"]?.bool == true)
      for name: StaticString in ["client_id", "sub"] { #expect(json[name]?.string == app.sid.text, "\(name)") }
      for name: StaticString in ["exp", "iat"] { #expect(json[name]?.integer != nil, "\(name)") }
      for name: StaticString in ["scope", "jti", "iss", "aud"] { #expect(json[name]?.string != nil, "\(name)") }
      #expect(json["token_type"]?.string == "Bearer")
      #expect(!json.children.contains { $0.isNull })
    }
  }

  @Test("RFC 7662 2.2: what is unknown, expired, foreign or garbage is inactive and nothing more, never an error")
  func inactive() async throws {
    try await TestGateway.withApp { gateway, app in
      let foreign = try await gateway.issue(gateway.world.makeApp("Foreign"))
      let token = try await gateway.issue(app)
      let tampered = token.dropLast(4) + "AAAA"
      let long = String(repeating: "x", count: 20_000)
      for text in [foreign, "x", "a.b.c", "%22", "%C3%A4", "+", String(tampered), long, "\(token)+", "\(token)."] {
        let reply = try await gateway.post("/v2/introspect", "token=\(text)", as: app)
        #expect(reply.status == 200 && reply.text == #"{"active":false}"#, "\(text.prefix(40)): \(reply.text)")
        #expect(reply["cache-control"] == "no-store" && reply["pragma"] == "no-cache")
      }
      gateway.world.clock.advance(by: 3600)
      let reply = try await gateway.post("/v2/introspect", "token=\(token)", as: app)
      #expect(reply.status == 200 && reply.text == #"{"active":false}"#)
    }
  }

  @Test("RFC 7662 2.2: another issuer's token is inactive here, though it is good there")
  func otherIssuer() async throws {
    try await TestGateway.withApp { gateway, app in
      let other = try await World(issuer: "https://other.example")
      let foreign = try await other.makeApp()
      let token = try await other.client(.tokenIssuer).call(
        TokensIssue(clientId: foreign.sid, clientSecret: Sensitive(foreign.secret))
      ).accessToken.revealed
      let reply = try await gateway.post("/v2/introspect", "token=\(token)", as: app)
      #expect(reply.status == 200 && reply.text == #"{"active":false}"#, "\(reply.text)")
    }
  }

  @Test("RFC 7662 2.1: the caller authenticates, in any of the ways; nobody else learns anything")
  func caller() async throws {
    let pair = try ClientKeyPair()
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      for form in ["token=\(token)&\(app.post)", "token=\(token)&client_id=\(app.sid)&client_secret=\(app.secret)&x=y"]
      {
        #expect(try await gateway.post("/v2/introspect", form).json["active"]?.bool == true)
      }
      let keyed = try await gateway.world.makeApp(
        "Keyed", in: app.account, keys: PublicJWKSet(keys: [pair.jwk()]))
      let endpoint = #""https://auth.example/v2/introspect""#
      let assertion = try pair.assertion(of: keyed.sid, at: gateway.world.clock.now, ["aud": endpoint]).revealed
      let signed = "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
      let reply = try await gateway.post("/v2/introspect", "token=\(token)&\(signed)&client_assertion=\(assertion)")
      #expect(try reply.json["active"]?.bool == true, "\(reply.text)")
      for form in [
        "token=\(token)", "token=\(token)&client_id=\(app.sid)&client_secret=x", "token=\(token)&client_id=x",
      ] {
        try expectRefusal(try await gateway.post("/v2/introspect", form), 401, "invalid_client")
      }
      let bearer = HTTPText.form("/v2/introspect", "token=\(token)", fields: ["Authorization": "Bearer \(token)"])
      try expectRefusal(try await gateway.exchange(bearer), 401, "invalid_client")
    }
  }

  @Test("RFC 7662 2.1: a token is needed, once; token_type_hint is not looked at")
  func parameters() async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      for hint in ["access_token", "refresh_token", "xyz", ""] {
        let reply = try await gateway.post("/v2/introspect", "token=\(token)&token_type_hint=\(hint)", as: app)
        #expect(try reply.json["active"]?.bool == true)
      }
      for form in ["", "token=", "x=y", "token=a&token=b"] {
        try expectRefusal(try await gateway.post("/v2/introspect", form, as: app), 400, "invalid_request")
      }
    }
  }

  @Test("RFC 7662 2.2 (R17): the scope is what the app still allows")
  func narrowed() async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      _ = try await gateway.world.client(.appRegistry).call(
        AppsUpdate(sid: app.sid, policy: Policy(allow: [World.readMessages])))
      let reply = try await gateway.post("/v2/introspect", "token=\(token)", as: app)
      #expect(try reply.json["scope"]?.string == World.readMessages)
    }
  }

  @Test("R20: an API that names itself by resource learns nothing of tokens for others")
  func resource() async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      let own = try await gateway.post("/v2/introspect", "token=\(token)&resource=https://api.example", as: app)
      #expect(try own.json["active"]?.bool == true, "\(own.text)")
      let other = try await gateway.post("/v2/introspect", "token=\(token)&resource=https://x.example", as: app)
      #expect(other.text == #"{"active":false}"#)
    }
  }

  @Test(
    "RFC 9701 4: the answer is a signed JWT where that type is asked for",
    arguments: [
      "application/token-introspection+jwt", "application/json;q=0.5, Application/Token-Introspection+JWT; q=1",
    ])
  func signed(_ accept: String) async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      let request = HTTPText.form(
        "/v2/introspect", "token=\(token)", fields: ["Authorization": app.basic, "Accept": accept])
      let reply = try await gateway.exchange(request)
      #expect(reply.status == 200)
      #expect(reply["content-type"] == "application/token-introspection+jwt")
      #expect(reply["cache-control"] == "no-store" && reply["pragma"] == "no-cache")
      let (header, claims) = try jwt(reply.text)
      #expect(header["typ"]?.string == "token-introspection+jwt")
      #expect(claims["iss"]?.string == "https://auth.example")
      #expect(claims["aud"]?.string == app.sid.text)
      #expect(claims["token_introspection"]?["active"]?.bool == true)
    }
  }

  @Test(
    "RFC 9701 4: without that type, or with it refused, the answer is JSON; errors are JSON always",
    arguments: [
      "*/*", "application/json", "application/token-introspection+jwt;q=0", "",
    ])
  func unsigned(_ accept: String) async throws {
    try await TestGateway.withApp { gateway, app in
      var request = HTTPText.form("/v2/introspect", "token=x", fields: ["Authorization": app.basic, "Accept": accept])
      #expect(try await gateway.exchange(request).text == #"{"active":false}"#)
      request = .form("/v2/introspect", "token=x", fields: ["Accept": "application/token-introspection+jwt"])
      try expectRefusal(try await gateway.exchange(request), 401, "invalid_client")
    }
  }
}

/// The parts of a signed token.
func jwt(_ text: String) throws -> (header: JSONValue, claims: JSONValue) {
  let parts = text.split(separator: ".")
  try #require(parts.count == 3, "\(text)")
  func part(_ index: Int) throws -> JSONValue {
    let bytes = Base64URL.decode(Array(parts[index].utf8).span)
    return try Wire.document(try #require(bytes))
  }
  return (try part(0), try part(1))
}
