import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// The client-credentials grant over HTTP.
@Suite struct TokenEndpointTests {
  private static let grant = "grant_type=client_credentials"
  private static let both: Set = [World.listMessages[...], World.readMessages[...]]

  @Test("RFC 6749 5.1: the reply has what the RFC names, no null, and nobody may keep it")
  func reply() async throws {
    try await TestGateway.withApp { gateway, app in
      let reply = try await gateway.token(Self.grant, app.basic)
      #expect(reply.status == 200)
      #expect(reply["content-type"] == "application/json")
      #expect(reply["cache-control"] == "no-store")
      #expect(reply["pragma"] == "no-cache")
      let json = try reply.json
      #expect(Set(json.children.map(\.name)) == ["access_token", "token_type", "expires_in", "scope"])
      #expect(json["token_type"]?.string == "Bearer")
      #expect(json["expires_in"]?.integer == 3600)
      #expect(json["access_token"]?.string?.isEmpty == false)
      #expect(try reply.scope() == Self.both)
    }
  }

  @Test("RFC 6749 4.4.3: there is no refresh token")
  func noRefreshToken() async throws {
    try await TestGateway.withApp { gateway, app in
      #expect(try await gateway.token(Self.grant, app.basic).json["refresh_token"] == nil)
      let reply = try await gateway.token("grant_type=refresh_token&refresh_token=x", app.basic)
      try expectRefusal(reply, 400, "unsupported_grant_type", code: 321_403)
    }
  }

  @Test("RFC 6749 3.2: the token endpoint is for POST alone, and looks at no credentials otherwise")
  func methods() async throws {
    try await TestGateway.withApp { gateway, app in
      for path in ["/v2/token", "/v1/token", "/v2/introspect", "/v2/revoke"] {
        for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
          let request = HTTPText(
            method, path, fields: ["Authorization": app.basic, "X-HTTP-Method-Override": "POST"])
          let reply = try await gateway.exchange(request)
          try expectRefusal(reply, 405, "invalid_request")
          #expect(reply["allow"] == "POST")
        }
        let head = try await gateway.exchange(HTTPText("HEAD", path, fields: ["Authorization": app.basic]))
        #expect(head.status == 405 && head["allow"] == "POST" && head.body.isEmpty)
      }
    }
  }

  @Test("RFC 6749 3.1: a repeated parameter is refused, however its name is written")
  func repeated() async throws {
    try await TestGateway.withApp { gateway, app in
      for form in [
        "\(Self.grant)&\(Self.grant)", "\(Self.grant)&scope=a&scope=b",
        "\(Self.grant)&client_id=\(app.sid)&\(app.post)",
        "\(Self.grant)&client%5Fid=\(app.sid)&client_id=\(app.sid)", "\(Self.grant)&scope=&scope=", "\(Self.grant)&x&x",
      ] {
        try expectRefusal(try await gateway.token(form, app.basic), 400, "invalid_request", code: 322_403)
      }
      try expectRefusal(
        try await gateway.post("/v2/token?x=1&x=2", Self.grant, as: app), 400, "invalid_request")
    }
  }

  @Test("RFC 6749 3.2: empty parameters count as left out, unknown ones are ignored")
  func emptyAndUnknown() async throws {
    try await TestGateway.withApp { gateway, app in
      for more in ["scope=", "scope", "audience=x", "audience=https://api.example", "foo=bar&&", "resource=", "=", "&"]
      {
        let reply = try await gateway.token("\(Self.grant)&\(more)", app.basic)
        #expect(reply.status == 200, "\(more): \(reply.text)")
        #expect(try reply.scope() == Self.both)
      }
      for form in ["grant_type=", "grant_type", "scope=\(World.listMessages)", ""] {
        try expectRefusal(try await gateway.token(form, app.basic), 400, "invalid_request")
      }
      try expectRefusal(try await gateway.token("x", app.basic), 400, "invalid_request", code: 321_403)
    }
  }

  @Test(
    "RFC 6749 4.4.2: the body is a form, and the refusal of another says so",
    arguments: [
      "application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded2", "",
      nil,
    ])
  func wrongContentType(_ type: String?) async throws {
    try await TestGateway.withApp { gateway, app in
      var request = HTTPText("POST", "/v2/token", fields: ["Authorization": app.basic], body: Array(Self.grant.utf8))
      if let type { request.fields.append(("Content-Type", type)) }
      let reply = try await gateway.exchange(request)
      try expectRefusal(reply, 400, "invalid_request", code: 322_403)
      #expect(reply.text.contains("application/x-www-form-urlencoded"))
    }
  }

  @Test(
    "RFC 9110 8.3.1: the type of a form is told in any case, with parameters",
    arguments: [
      "application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded;charset=\"utf-8\"",
      "Application/X-WWW-Form-Urlencoded", "application/x-www-form-urlencoded ; charset=utf-8",
    ])
  func contentType(_ type: String) async throws {
    try await TestGateway.withApp { gateway, app in
      let request = HTTPText(
        "POST", "/v2/token", fields: ["Authorization": app.basic, "Content-Type": type], body: Array(Self.grant.utf8))
      let reply = try await gateway.exchange(request)
      #expect(reply.status == 200, "\(reply.text)")
    }
  }

  @Test("RFC 6749 5.2: unsupported_grant_type, unauthorized_client and invalid_scope are told apart")
  func errors() async throws {
    try await TestGateway.withApp { gateway, app in
      for grant in ["authorization_code", "password", "Client_Credentials", "client_credentials+", "%22"] {
        let reply = try await gateway.token("grant_type=\(grant)", app.basic)
        try expectRefusal(reply, 400, "unsupported_grant_type", code: 321_403)
      }
      try expectRefusal(
        try await gateway.token("\(Self.grant)&scope=/nothing", app.basic), 400, "invalid_scope", code: 322_403)
      _ = try await gateway.world.client(.appRegistry).call(AccountsSuspend(sid: app.account))
      try expectRefusal(try await gateway.token(Self.grant, app.basic), 400, "unauthorized_client")
    }
  }

  @Test("The query's account_sid, if it is there, is the app's own account")
  func account() async throws {
    try await TestGateway.withApp { gateway, app in
      let other = try await gateway.world.makeApp("Other")
      func ask(_ account: String) async throws -> HTTPReply {
        try await gateway.post("/v2/token?account_sid=\(account)", Self.grant, as: app)
      }
      #expect(try await ask(app.account.text).status == 200)
      #expect(try await ask("").status == 200)
      for account in [other.account.text, app.account.text.uppercased(), app.sid.text, "abc", "%22"] {
        try expectRefusal(try await ask(account), 400, "invalid_request", code: 70_002)
      }
    }
  }

  @Test("The former path of the token endpoint, and an issuer with a path in front of both")
  func paths() async throws {
    let world = try await World(.sockets, issuer: "https://a.example/t")
    try await TestGateway.run(world) { gateway in
      let app = try await world.makeApp()
      for path in ["/v2/token", "/v1/token", "/t/v2/token", "/t/v1/token"] {
        #expect(try await gateway.post(path, Self.grant, as: app).status == 200, "\(path)")
      }
      for path in ["/t/t/v2/token", "/u/v2/token", "/tv2/token"] {
        try expectRefusal(try await gateway.post(path, Self.grant, as: app), 404, "not_found")
      }
    }
  }

  @Test("RFC 8707 2: a token is for the resources that are asked for, one or several")
  func resources() async throws {
    let world = try await World.withAPIs("https://one.example", "https://two.example")
    try await TestGateway.run(world) { gateway in
      let app = try await world.makeApp(allow: ["use:0", "use:1"])
      let (one, two) = ("resource=https%3A%2F%2Fone.example", "resource=https://two.example/")
      for (form, audience) in [
        (one, #""https://one.example""#), (two, #""https://two.example/""#),
        ("\(one)&\(two)&resource=", #"["https://one.example","https://two.example/"]"#),
      ] {
        let token = try await gateway.issue(app, "&\(form)")
        let claims = try await gateway.post("/v2/introspect", "token=\(token)", as: app).json
        #expect(claims["aud"].map { String(decoding: $0.text, as: UTF8.self) } == audience)
      }
      for resource in ["https://three.example", "one", "%22"] {
        let reply = try await gateway.token("\(Self.grant)&\(one)&resource=\(resource)", app.basic)
        try expectRefusal(reply, 400, "invalid_target", code: 322_403)
      }
    }
  }

  @Test("A form has at most 64 parameters")
  func manyParameters() async throws {
    try await TestGateway.withApp { gateway, app in
      func form(_ count: Int) -> String { ([Self.grant] + (2...count).map { "p\($0)=" }).joined(separator: "&") }
      #expect(try await gateway.token(form(64), app.basic).status == 200)
      try expectRefusal(try await gateway.token(form(65), app.basic), 400, "invalid_request")
    }
  }
}
