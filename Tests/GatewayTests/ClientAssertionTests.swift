import RPC
import TestSupport
import Testing
import WireProtocol

/// How clients with keys show who they are.
@Suite struct ClientAssertionTests {
  private static let grant = "grant_type=client_credentials"

  /// `client_assertion_type`, as a form has it.
  static let type = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"

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

  @Test("RFC 8725 3.1, 3.10: an assertion's algorithm is one of a list; jku and x5u are not followed")
  func assertionForged() async throws {
    try await withKeyedApp { gateway, app, form, pair in
      let (now, stranger) = (gateway.world.clock.now, try ClientKeyPair())
      for header in [#"{"alg":"none"}"#, #"{"alg":"HS256"}"#, #"{"alg":"RS256"}"#] {
        let assertion = try pair.assertion(of: app.sid, at: now, header: header)
        try expectRefusal(try await gateway.token(form(assertion)), 401, "invalid_client", code: 70_002)
      }
      for header in [
        #"{"alg":"ES256","jku":"https://evil.example"}"#, #"{"alg":"ES256","x5u":"https://evil.example"}"#,
        #"{"alg":"ES256","kid":"../../etc/passwd"}"#,
      ] {
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
