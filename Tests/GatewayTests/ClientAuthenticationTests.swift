import FoundationEssentials
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Gateway
@testable import HTTP

/// How clients show who they are, and where they contradict each other about it.
@Suite struct ClientAuthenticationTests {
  private static let grant = "grant_type=client_credentials"

  @Test("RFC 6749 2.3.1: Basic is form-decoded, and taken as it is from the many that don't encode")
  func basic() async throws {
    try await TestGateway.withApp { gateway, app in
      let encoded = app.secret.replacing("-", with: "%2D").replacing("_", with: "%5f")
      let raw = app.basic.dropFirst("Basic ".count)
      for authorization in [
        app.basic, .basic(app.sid.text, encoded), .basic(app.sid.text.percentEncoded, app.secret.percentEncoded),
        "basic \(raw)", "BASIC \(raw)", "Basic  \(raw)",
      ] {
        let reply = try await gateway.token(Self.grant, authorization)
        #expect(reply.status == 200, "\(authorization)")
      }
    }
  }

  @Test("RFC 7617 2: a colon within the secret is part of it")
  func colon() throws {
    let basic = try #require(BasicCredentials(String.basic("name", "a:b:").dropFirst("Basic ".count)))
    #expect(basic.name == "name" && basic.secret.revealed == "a:b:")
  }

  @Test("RFC 6749 5.2: Basic credentials that are none are 401 with a challenge, whatever is wrong with them")
  func brokenBasic() async throws {
    try await TestGateway.withApp { gateway, app in
      let texts = [
        "\(app.sid):%ZZ", "\(app.sid):%", "\(app.sid)", ":", "\(app.sid):", ":\(app.secret)", "\(app.sid):%00",
      ]
      let fields =
        texts.map { "Basic \(Data($0.utf8).base64EncodedString())" } + [
          "Basic \(Data([0xFF, 0xFE]).base64EncodedString())",
          "Basic \(Data([0x41, 0x3A, 0xFF]).base64EncodedString())",
          "Basic %%%", "Basic", "Basic ", "", "Basic \(String(repeating: "QUFB", count: 1_500))", "Digest x",
          "Bearer x",
        ]
      for field in fields {
        try expectRefusal(try await gateway.token(Self.grant, field), 401, "invalid_client")
        try expectRefusal(
          try await gateway.token("\(Self.grant)&client_id=\(app.sid)", field), 401, "invalid_client")
      }
      let long = try await gateway.token(Self.grant, "Basic \(String(repeating: "QUFB", count: 25_000))")
      #expect(long.status == 431)
    }
  }

  @Test("RFC 6749 2.3.1: the secret may stand in the body; an empty one counts as left out")
  func post() async throws {
    try await TestGateway.withApp { gateway, app in
      let encoded = "client_id=\(app.sid.text.percentEncoded)&client%5Fsecret=\(app.secret.percentEncoded)"
      for (form, authorization) in [
        (app.post, nil), (encoded, nil), ("client_secret=", app.basic), ("client_secret=&client_id=", app.basic),
      ] {
        let reply = try await gateway.token("\(Self.grant)&\(form)", authorization)
        #expect(reply.status == 200, "\(reply.text)")
      }
    }
  }

  @Test("RFC 6749 2.3: a client that authenticates in two ways is refused, even if both are right")
  func twoWays() async throws {
    let pair = try ClientKeyPair()
    try await TestGateway.withApp { gateway, app in
      let assertion = try pair.assertion(of: app.sid, at: gateway.world.clock.now).revealed
      let signed = "client_assertion_type=\(Self.type)&client_assertion=\(assertion)"
      for (form, authorization) in [
        ("client_secret=\(app.secret)", app.basic), (app.post, app.basic), (signed, app.basic),
        ("\(app.post)&\(signed)", nil), ("\(app.post)&client_assertion_type=\(Self.type)", nil),
      ] {
        let reply = try await gateway.token("\(Self.grant)&\(form)", authorization)
        try expectRefusal(reply, 400, "invalid_request", code: 322_403)
      }
      var request = HTTPText.form("/v2/token", Self.grant)
      request.fields += [("Authorization", app.basic), ("Authorization", app.basic)]
      try expectRefusal(try await gateway.exchange(request), 400, "invalid_request")
    }
  }

  @Test("RFC 6749 2.3.1: beside Basic the body may name the same client, and no other")
  func sameClient() async throws {
    try await TestGateway.withApp { gateway, app in
      #expect(try await gateway.token("\(Self.grant)&client_id=\(app.sid)", app.basic).status == 200)
      let other = try await gateway.world.makeApp("Other", in: app.account)
      let reply = try await gateway.token("\(Self.grant)&client_id=\(other.sid)", app.basic)
      try expectRefusal(reply, 400, "invalid_request")
    }
  }

  @Test("An account's or a key's Basic beside an app's credentials in the body: the body is the client")
  func accountsBasic() async throws {
    try await TestGateway.withApp { gateway, app in
      for name in [app.account.text, APIKeySID.sample.text] {
        let field = String.basic(name, "whatever")
        #expect(try await gateway.token("\(Self.grant)&\(app.post)", field).status == 200)
        for form in ["", "client_id=\(app.sid)", "client_secret=\(app.secret)", "client_id=\(app.sid)&client_secret=x"]
        {
          try expectRefusal(try await gateway.token("\(Self.grant)&\(form)", field), 401, "invalid_client")
        }
      }
    }
  }

  @Test("RFC 6749 4.4: only confidential clients get tokens; who shows nothing is challenged")
  func nobody() async throws {
    try await TestGateway.withApp { gateway, app in
      try expectRefusal(try await gateway.token(), 401, "invalid_client", code: 321_402)
      try expectRefusal(
        try await gateway.token("\(Self.grant)&client_id=&client_secret=x"), 401, "invalid_client", code: 321_402)
      try expectRefusal(
        try await gateway.token("\(Self.grant)&client_id=\(app.sid)"), 401, "invalid_client", code: 322_402)
    }
  }

  @Test("RFC 9700 4.3.2: a secret in the URL is refused, and not repeated")
  func secretInURL() async throws {
    try await TestGateway.withApp { gateway, app in
      for path in ["/v2/token", "/v1/token", "/v2/introspect", "/v2/revoke"] {
        for query in [app.post, "client_secret=\(app.secret)", "client%5Fassertion=x", "access_token=x", "token=x"] {
          let reply = try await gateway.post("\(path)?\(query)", "\(Self.grant)&token=x", as: app)
          try expectRefusal(reply, 400, "invalid_request")
          #expect(!reply.text.contains(app.secret))
        }
      }
      #expect(try await gateway.post("/v2/token?x&y=1", Self.grant, as: app).status == 200)
    }
  }

  @Test(
    "RFC 6749 5.2: unknown client, wrong secret, and what can't be either are refused in one way",
    arguments: [
      AppSID.sample.text, "abc", "OQABCDEF", "+", "%C3%A4", "%22%5C", AccountSID.sample.text,
      String(repeating: "x", count: 5_000),
    ])
  func alike(_ client: String) async throws {
    try await TestGateway.withApp { gateway, app in
      let wrong = try await gateway.token("\(Self.grant)&client_id=\(app.sid)&client_secret=wrong")
      try expectRefusal(wrong, 401, "invalid_client", code: 322_402)
      for (client, secret) in [(client, app.secret), (app.sid.text + client, String(repeating: "x", count: 20_000))] {
        let reply = try await gateway.token("\(Self.grant)&client_id=\(client)&client_secret=\(secret)")
        #expect(reply.text == wrong.text && reply.status == wrong.status)
        #expect(reply.fields.map(\.name) == wrong.fields.map(\.name))
        #expect(reply["www-authenticate"] == wrong["www-authenticate"])
      }
    }
  }

  @Test(
    "Wrong secrets are counted at every endpoint, and the right one is never refused for them",
    arguments: [
      "/v2/token", "/v1/token", "/v2/introspect", "/v2/revoke",
    ])
  func guesses(_ path: String) async throws {
    var limits = HTTPLimits.patient
    // None is held back: what would be is refused at once.
    limits.heldRefusalsEach = 0
    try await TestGateway.run(limits: limits) { gateway in
      let app = try await gateway.world.makeApp()
      for number in 1...7 {
        let form = "\(Self.grant)&token=x&client_id=\(app.sid)&client_secret=\(number)"
        let reply = try await gateway.post(path, form)
        try expectRefusal(
          reply, number <= 5 ? 401 : 429, number <= 5 ? "invalid_client" : "temporarily_unavailable")
        #expect(number <= 5 || reply["retry-after"] != nil)
        #expect(try await gateway.post(path, "\(Self.grant)&token=x", as: app).status == 200)
      }
    }
  }

  private static let type = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"

  private func withKeyedApp(
    _ test: (_ gateway: TestGateway, _ app: TestApp, _ form: (Sensitive) -> String, _ pair: ClientKeyPair) async throws
      -> Void
  ) async throws {
    let pair = try ClientKeyPair()
    try await TestGateway.run { gateway in
      let app = try await gateway.world.makeApp(keys: PublicJWKSet(keys: [pair.jwk()]))
      try await test(
        gateway, app,
        { "\(Self.grant)&client_assertion_type=\(Self.type)&client_assertion=\($0.revealed)" }, pair)
    }
  }

  @Test("RFC 7523 2.2: a client authenticates by an assertion, which names it; a client_id must be the same")
  func assertion() async throws {
    try await withKeyedApp { gateway, app, form, pair in
      let now = gateway.world.clock.now
      for audience in [nil, #""https://auth.example/v2/token""#, #""https://auth.example/v1/token""#] {
        let claims: [String: String?] = audience.map { ["aud": $0] } ?? [:]
        for client in ["", "&client_id=", "&client_id=\(app.sid)"] {
          let reply = try await gateway.token(form(pair.assertion(of: app.sid, at: now, claims)) + client)
          #expect(reply.status == 200, "\(reply.text)")
        }
      }
      let other = try await gateway.world.makeApp("Other", in: app.account)
      for client in [other.sid.text, "abc"] {
        let reply = try await gateway.token(form(pair.assertion(of: app.sid, at: now)) + "&client_id=\(client)")
        try expectRefusal(reply, 401, "invalid_client", code: 70_002)
      }
    }
  }

  @Test("RFC 7523 3: an assertion works once")
  func assertionOnce() async throws {
    try await withKeyedApp { gateway, app, form, pair in
      let assertion = try pair.assertion(of: app.sid, at: gateway.world.clock.now)
      #expect(try await gateway.token(form(assertion)).status == 200)
      try expectRefusal(try await gateway.token(form(assertion)), 401, "invalid_client", code: 70_002)
    }
  }

  @Test("RFC 8725 3.1: an assertion's algorithm is one of a list; jku, x5u and jwk are not followed")
  func assertionForged() async throws {
    try await withKeyedApp { gateway, app, form, pair in
      let (now, stranger) = (gateway.world.clock.now, try ClientKeyPair())
      for header in [#"{"alg":"none"}"#, #"{"alg":"HS256"}"#, #"{"alg":"RS256"}"#] {
        let assertion = try pair.assertion(of: app.sid, at: now, header: header)
        try expectRefusal(try await gateway.token(form(assertion)), 401, "invalid_client", code: 70_002)
      }
      for header in [#"{"alg":"ES256","jku":"https://evil.example"}"#, #"{"alg":"ES256","kid":"../../etc/passwd"}"#] {
        let assertion = try pair.assertion(of: app.sid, at: now, header: header, by: stranger.key)
        try expectRefusal(try await gateway.token(form(assertion)), 401, "invalid_client", code: 70_002)
      }
    }
  }

  @Test("RFC 7521 4.2: another type of assertion, none, and what is no assertion are invalid_client")
  func assertionType() async throws {
    try await withKeyedApp { gateway, app, form, pair in
      let assertion = try pair.assertion(of: app.sid, at: gateway.world.clock.now).revealed
      for form in [
        "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer&client_assertion=\(assertion)",
        "client_assertion_type=\(Self.type)&client_assertion=a.b.c",
        "client_assertion_type=\(Self.type)&client_assertion=\(String(repeating: "x", count: 20_000))",
      ] {
        try expectRefusal(try await gateway.token("\(Self.grant)&\(form)"), 401, "invalid_client", code: 70_002)
      }
      let reply = try await gateway.token("\(Self.grant)&client_assertion_type=\(Self.type)")
      try expectRefusal(reply, 401, "invalid_client", code: 321_402)
      try expectRefusal(
        try await gateway.token("\(Self.grant)&client_assertion=\(assertion)"), 400, "invalid_request")
    }
  }
}
