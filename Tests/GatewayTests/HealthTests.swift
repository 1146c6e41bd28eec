import TestSupport
import Testing
import WireProtocol

/// RFC 9110 15.6.4: what is down is named, and when to come again.
@Suite struct HealthTests {
  private static let grant = "grant_type=client_credentials"

  @Test("The gateway is healthy while it works, whatever has become of the issuer")
  func health() async throws {
    try await TestGateway.run { gateway in
      try await gateway.world.stop(.tokenIssuer)
      let reply = try await gateway.exchange(HTTPText("GET", "/healthz"))
      #expect(reply.status == 200)
      try expectRefusal(try await gateway.exchange(HTTPText("POST", "/healthz")), 405, "invalid_request")
      let unready = try await gateway.exchange(HTTPText("GET", "/readyz"))
      try expectRefusal(unready, 503, "temporarily_unavailable")
      #expect(unready["retry-after"] == "1" && unready.text.contains("token-issuer"))
    }
  }

  @Test("The gateway is ready while the issuer says that it can do all of its work")
  func readiness() async throws {
    let issuer = try PlayedService()
    try await TestGateway.run(issuer: issuer.path) { gateway in
      async let ready = gateway.exchange(HTTPText("GET", "/readyz"))
      let connection = try await issuer.listener.accept()
      try await connection.answer("service.status", #"{"status":"healthy","reasons":[]}"#)
      #expect(try await ready.status == 200)
      async let degraded = gateway.exchange(HTTPText("GET", "/readyz"))
      _ = try await issuer.answer(
        "service.status", #"{"status":"degraded","reasons":["/var/lib/x is gone"]}"#, on: connection)
      let reply = try await degraded
      try expectRefusal(reply, 503, "temporarily_unavailable")
      #expect(reply.text.contains("token-issuer") && !reply.text.contains("/var/lib"))
    }
  }

  @Test(
    "A service that is away is named, with 503 and Retry-After, on every path that needs it",
    arguments: [
      ServiceName.tokenIssuer, .appRegistry, .secretManager,
    ])
  func away(_ service: ServiceName) async throws {
    try await TestGateway.withApp { gateway, app in
      try await gateway.world.stop(service)
      for path in ["/v2/token", "/v2/introspect", "/v2/revoke"] {
        let reply = try await gateway.post(path, "\(Self.grant)&token=x", as: app)
        try expectRefusal(reply, 503, "temporarily_unavailable")
        #expect(reply["retry-after"] == "1")
        #expect(reply.text.contains(service.rawValue), "\(reply.text)")
      }
      try await gateway.world.start(service)
      #expect(try await gateway.token(Self.grant, app.basic).status == 200)
    }
  }
}
