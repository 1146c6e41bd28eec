import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

/// RFC 7009 over HTTP.
@Suite struct RevocationEndpointTests {
  private func expectDone(_ reply: HTTPReply, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(reply.status == 200 && reply.body.isEmpty, "\(reply.text)", sourceLocation: sourceLocation)
    #expect(reply["content-length"] == "0", sourceLocation: sourceLocation)
    #expect(reply["cache-control"] == "no-store", sourceLocation: sourceLocation)
    #expect(reply["pragma"] == "no-cache", sourceLocation: sourceLocation)
  }

  @Test("RFC 7009 2.2: a revoked token is inactive in the next request; twice is as good as once")
  func own() async throws {
    try await TestGateway.withApp { gateway, app in
      let (token, other) = (try await gateway.issue(app), try await gateway.issue(app))
      for _ in 1...2 { expectDone(try await gateway.post("/v2/revoke", "token=\(token)", as: app)) }
      #expect(try await !gateway.isActive(token, askedBy: app))
      #expect(try await gateway.isActive(other, askedBy: app))
    }
  }

  @Test("RFC 7009 2.1: another client's token is left alone, of the same account and of another")
  func foreign() async throws {
    try await TestGateway.withApp { gateway, app in
      for other in [
        try await gateway.world.makeApp("Sibling", in: app.account), try await gateway.world.makeApp("Foreign"),
      ] {
        let token = try await gateway.issue(other)
        expectDone(try await gateway.post("/v2/revoke", "token=\(token)", as: app))
        #expect(try await gateway.isActive(token, askedBy: other))
      }
    }
  }

  @Test("RFC 7009 2.2: a token that is unknown, or none, is no error")
  func unknown() async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      for text in ["x", "%22%5C", "a.b.c", "\(token.dropLast(4))AAAA", String(repeating: "x", count: 20_000)] {
        expectDone(try await gateway.post("/v2/revoke", "token=\(text)", as: app))
      }
      #expect(try await gateway.isActive(token, askedBy: app))
    }
  }

  @Test("RFC 7009 2.2: an unknown hint is ignored", arguments: ["access_token", "refresh_token", "xyz", ""])
  func hint(_ hint: String) async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      expectDone(try await gateway.post("/v2/revoke", "token=\(token)&token_type_hint=\(hint)", as: app))
      #expect(try await !gateway.isActive(token, askedBy: app))
    }
  }

  @Test("RFC 7009 2.1: the client authenticates, and names a token")
  func refused() async throws {
    try await TestGateway.withApp { gateway, app in
      let token = try await gateway.issue(app)
      try expectRefusal(try await gateway.post("/v2/revoke", "token=\(token)"), 401, "invalid_client")
      try expectRefusal(
        try await gateway.post("/v2/revoke", "token=\(token)&client_id=\(app.sid)&client_secret=x"), 401,
        "invalid_client")
      for form in ["", "token=", "token=x&token=y"] {
        try expectRefusal(try await gateway.post("/v2/revoke", form, as: app), 400, "invalid_request")
      }
      #expect(try await gateway.isActive(token, askedBy: app))
    }
  }

  @Test("RFC 7009 2.2 (R16): a token is revoked while its account is suspended, and resuming does not bring it back")
  func suspended() async throws {
    try await TestGateway.withApp { gateway, app in
      let registry = gateway.world.client(.appRegistry)
      let token = try await gateway.issue(app)
      _ = try await registry.call(AccountsSuspend(sid: app.account))
      expectDone(try await gateway.post("/v2/revoke", "token=\(token)", as: app))
      _ = try await registry.call(AccountsResume(sid: app.account))
      #expect(try await !gateway.isActive(token, askedBy: app))
    }
  }

  @Test(
    "RFC 7009 2.1: a revocation is served beside a flood of wrong secrets, whose refusals are held back",
    .timeLimit(.minutes(1)))
  func besideFlood() async throws {
    var limits = HTTPLimits.patient
    limits.requestsEach = 1
    limits.requestsOfClient = 1
    try await TestGateway.run(limits: limits) { gateway in
      let app = try await gateway.world.makeApp()
      let token = try await gateway.issue(app)
      let crowd = try (1...13).map { _ in try gateway.connect() }
      for (number, client) in crowd.enumerated() {
        let guess = HTTPText.form(
          "/v2/token", "grant_type=client_credentials&client_id=\(app.sid)&client_secret=\(number)")
        try await client.connection.send(guess.bytes)
        // One after the other: only one may be at work.
        if number < 5 {
          _ = try await client.receive()
        } else {
          try await gateway.awaitMetric("oauth_gateway_held_refusals_total \(number - 4)")
        }
      }
      expectDone(try await gateway.post("/v2/revoke", "token=\(token)", as: app))
      #expect(try await !gateway.isActive(token, askedBy: app))
      for client in crowd { client.connection.cut() }
    }
  }
}
