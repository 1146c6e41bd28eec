import FoundationEssentials
import TestSupport
import Testing
import WireProtocol

@testable import Gateway
@testable import HTTP

/// How clients show who they are, and where they contradict each other about it.
@Suite struct ClientAuthenticationTests {
  private static let grant = "grant_type=client_credentials"

  @Test("RFC 6749 2.3.1: HTTP Basic is supported, its scheme in any case, id and secret also as they are")
  func basic() async throws {
    try await TestGateway.withApp { gateway, app in
      let raw = app.basic.dropFirst("Basic ".count)
      for scheme in ["Basic ", "basic ", "BASIC ", "Basic  "] {
        let reply = try await gateway.token(Self.grant, "\(scheme)\(raw)")
        #expect(reply.status == 200, "\(scheme)")
      }
    }
  }

  @Test("RFC 6749 2.3.1, appendix B: id and secret are form-decoded after base64")
  func encodedBasic() async throws {
    try await TestGateway.withApp { gateway, app in
      let encoded = app.secret.replacing("-", with: "%2D").replacing("_", with: "%5f")
      for authorization in [
        .basic(app.sid.text, encoded), .basic(app.sid.text.percentEncoded, app.secret),
        .basic(app.sid.text.percentEncoded, app.secret.percentEncoded),
      ] as [String] {
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
        "\(app.sid):wrong", "\(app.sid):\(app.secret):",
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
      let signed = "client_assertion_type=\(ClientAssertionTests.type)&client_assertion=\(assertion)"
      for (form, authorization) in [
        ("client_secret=\(app.secret)", app.basic), (app.post, app.basic), (signed, app.basic),
        ("\(app.post)&\(signed)", nil), ("\(app.post)&client_assertion_type=\(ClientAssertionTests.type)", nil),
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

  @Test("RFC 6749 2.3.1, RFC 9700 4.3.2: a secret or a token in the URL is refused, and not repeated")
  func secretInURL() async throws {
    try await TestGateway.withApp { gateway, app in
      for path in ["/v2/token", "/v1/token", "/v2/introspect", "/v2/revoke"] {
        for query in [app.post, "client_secret=\(app.secret)", "client%5Fassertion=x", "access_token=x", "token=x"] {
          let reply = try await gateway.post("\(path)?\(query)", "\(Self.grant)&token=x", as: app)
          try expectRefusal(reply, 400, "invalid_request")
          #expect(!reply.text.contains(app.secret))
        }
      }
      try expectRefusal(try await gateway.post("/v2/token?\(app.post)", Self.grant), 400, "invalid_request")
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

  @Test("RFC 6749 5.2: an id in capitals or with a blank is no client's, and refused as a wrong secret is")
  func otherSpelling() async throws {
    try await TestGateway.withApp { gateway, app in
      let wrong = try await gateway.token("\(Self.grant)&client_id=\(app.sid)&client_secret=wrong")
      for client in [app.sid.text.uppercased(), "\(app.sid)+", "+\(app.sid)", "\(app.sid)%0A"] {
        let reply = try await gateway.token("\(Self.grant)&client_id=\(client)&client_secret=\(app.secret)")
        #expect(reply.text == wrong.text && reply.status == 401, "\(client)")
        #expect(reply["www-authenticate"] == wrong["www-authenticate"])
      }
    }
  }

  @Test("RFC 6749 5.2: who tries ids that are none is slowed down as who tries secrets is", arguments: ["abc", "%22"])
  func guessedIDs(_ client: String) async throws {
    var limits = HTTPLimits.patient
    limits.heldRefusalsEach = 0
    try await TestGateway.run(limits: limits) { gateway in
      for number in 1...6 {
        let reply = try await gateway.token("\(Self.grant)&client_id=\(client)&client_secret=\(number)")
        #expect(reply.status == (number <= 5 ? 401 : 429))
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
}
