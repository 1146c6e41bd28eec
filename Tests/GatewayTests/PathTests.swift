import InMemoryLogging
import Logging
import TestSupport
import Testing

/// RFC 9110 7.1, RFC 3986 6: there is one way to write each of the gateway's own paths.
@Suite struct PathTests {
  @Test(
    "RFC 3986 6.2.2: another spelling of an endpoint's path is another path, where nothing is",
    arguments: [
      "//v2/token", "/v2//token", "/v2/token/", "/./v2/token", "/v2/./token", "/x/../v2/token", "/v2/token;x",
      "/V2/TOKEN", "/v2/Token", "/v2/token%2F", "/v2%2Ftoken", "/v2/%74oken", "/v2/token%20", "/v2/token%00",
      "/v2/token.",
      "/v2/token#x", "/v2/token%23x", "/v2/token%3Fx", "/v2\\token", "/", "/v2", "/v2/",
    ])
  func spellings(_ path: String) async throws {
    try await TestGateway.withApp { gateway, app in
      let reply = try await gateway.post(path, "grant_type=client_credentials", as: app)
      try expectRefusal(reply, 404, "not_found")
    }
  }

  @Test("RFC 3986 3.4: a path with a query is the endpoint with all its checks, for router, counts and log alike")
  func query() async throws {
    let log = InMemoryLogHandler()
    try await TestGateway.run(logger: Logger(label: "test") { _ in log }) { gateway in
      let app = try await gateway.world.makeApp()
      let (path, grant) = ("/v2/token?x", "grant_type=client_credentials")
      #expect(try await gateway.post(path, grant, as: app).status == 200)
      try expectRefusal(try await gateway.post(path, grant), 401, "invalid_client")
      try expectRefusal(try await gateway.post(path, "\(grant)&\(grant)", as: app), 400, "invalid_request")
      try expectRefusal(try await gateway.exchange(HTTPText("GET", path)), 405, "invalid_request")
      for other in ["//v2/token", "/v2/token/", "/v2/token;x", "/V2/token"] { _ = try await gateway.post(other, grant) }
      let metrics = try await gateway.metrics
      for count in [#"{route="/v2/token",status="2xx"} 1"#, #"{route="/v2/token",status="4xx"} 3"#] {
        #expect(metrics.contains("oauth_gateway_requests_total\(count)\n"), "\(metrics)")
      }
      #expect(metrics.contains(#"oauth_gateway_requests_total{route="none",status="4xx"} 4"#), "\(metrics)")
      let lines = log.entries.map { "\($0.message)" }
      #expect(lines.filter { $0 == "POST no route: 404" }.count == 4)
      #expect(lines.filter { $0.hasPrefix("POST /v2/token: ") }.count == 3)
    }
  }

  @Test("RFC 9112 3.2.2: the absolute form names the same path, which has all its checks")
  func absoluteForm() async throws {
    try await TestGateway.withApp { gateway, app in
      for origin in ["http://gateway.example", "HTTPS://other.example:8443"] {
        let client = try gateway.connect()
        var request = HTTPText.form("\(origin)/v2/token", "grant_type=client_credentials")
        try expectRefusal(try await client.exchange(request), 401, "invalid_client")
        request.fields.append(("Authorization", app.basic))
        #expect(try await client.exchange(request).status == 200)
        request = .form("\(origin)/v2/token/", "grant_type=client_credentials", fields: ["Authorization": app.basic])
        try expectRefusal(try await client.exchange(request), 404, "not_found")
      }
    }
  }
}
