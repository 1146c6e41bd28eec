import JSON
import TestSupport
import Testing
import WireProtocol

/// RFC 9728: the documents by which an API behind a proxy is found.
@Suite struct ProtectedResourceTests {
  private static let root = "/.well-known/oauth-protected-resource"

  /// What a document names; `nil` where there is none.
  private func resource(_ gateway: TestGateway, _ path: String, host: String) async throws -> String? {
    let reply = try await gateway.exchange(HTTPText("GET", Self.root + path, fields: ["Host": host]))
    guard reply.status == 200 else {
      try expectRefusal(reply, 404, "not_found")
      return nil
    }
    return try reply.json["resource"]?.string
  }

  @Test("RFC 9728 2: a resource's document names it, this server, and the header alone")
  func document() async throws {
    try await TestGateway.run(World.withAPIs("https://mcp.example/tools")) { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", "\(Self.root)/tools", fields: ["Host": "mcp.example"]))
      #expect(reply.status == 200 && reply["content-type"] == "application/json")
      #expect(reply["cache-control"] == "public, max-age=300" && reply["access-control-allow-origin"] == "*")
      let json = try reply.json
      #expect(json.children.map(\.name) == ["resource", "authorization_servers", "bearer_methods_supported"])
      #expect(json["resource"]?.string == "https://mcp.example/tools")
      #expect(json["authorization_servers"]?.children.compactMap(\.string) == ["https://auth.example"])
      #expect(json["bearer_methods_supported"]?.children.compactMap(\.string) == ["header"])
      let tag = try #require(reply["etag"])
      let again = HTTPText("GET", "\(Self.root)/tools", fields: ["Host": "mcp.example", "If-None-Match": tag])
      #expect(try await gateway.exchange(again).status == 304)
    }
  }

  @Test("RFC 9728 3.1: host and path tell the resource; where only one has the path, the path does")
  func choice() async throws {
    let resources = [
      "https://one.example", "https://two.example/", "https://one.example/a", "https://two.example:8443/a",
      "https://three.example/a/b", "http://four.example/q?x=1",
    ]
    let world = try await World.withAPIs(
      resources[0], resources[1], resources[2], resources[3], resources[4], resources[5])
    try await TestGateway.run(world) { gateway in
      for (path, host, expected) in [
        ("", "one.example", resources[0]), ("", "two.example", resources[1]), ("", "ONE.example:443", resources[0]),
        ("/a", "one.example", resources[2]), ("/a", "two.example:8443", resources[3]), ("/a", "two.example", nil),
        ("", "three.example", nil), ("/a/b", "three.example", resources[4]), ("/a/b", "proxy.internal", resources[4]),
        ("/q?x=1", "four.example:80", resources[5]), ("/q", "four.example", nil), ("/a/", "one.example", nil),
        ("/", "one.example", nil), ("/A", "one.example", nil), ("/%61", "one.example", nil),
        ("//a", "one.example", nil),
      ] as [(String, String, String?)] {
        let found = try await resource(gateway, path, host: host)
        #expect(found == expected, "\(path) at \(host)")
      }
    }
  }

  @Test("RFC 9728 3.1: a host is the same in capitals, with the root's dot and with its scheme's port, on either side")
  func spellings() async throws {
    let (one, other) = ("https://MCP.example.com/x", "https://other.example.com.:443/x")
    try await TestGateway.run(World.withAPIs(one, other, "http://plain.example.com/x")) { gateway in
      for (host, expected) in [
        ("mcp.example.com", one), ("MCP.example.com", one), ("mcp.example.com.", one), ("mcp.example.com:443", one),
        ("mcp.example.com:80", nil), ("other.example.com", other), ("OTHER.example.com:443", other),
        ("other.example.com:8443", nil), ("Plain.example.com.:80", "http://plain.example.com/x"),
      ] as [(String, String?)] {
        let found = try await resource(gateway, "/x", host: host)
        #expect(found == expected, "\(host)")
      }
    }
  }

  @Test("RFC 9728 3.1: without an API that has a resource there is no document")
  func none() async throws {
    try await TestGateway.run { gateway in
      for path in ["", "/", "/v1", "/x/y"] {
        let found = try await resource(gateway, path, host: "api.twilio.com")
        #expect(found == nil)
      }
    }
  }
}
