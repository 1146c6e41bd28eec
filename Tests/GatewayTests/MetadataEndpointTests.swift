import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// How clients find the server and its keys: RFC 8414, RFC 7517, and the caching of RFC 9111.
@Suite struct MetadataEndpointTests {
  private static let paths = [
    "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration",
  ]

  @Test("RFC 8414 3.2: the metadata names every endpoint, by the issuer as it is configured")
  func metadata() async throws {
    try await TestGateway.run { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", Self.paths[0]))
      #expect(reply.status == 200)
      #expect(reply["content-type"] == "application/json")
      let json = try reply.json
      let issuer = gateway.world.issuerURL
      let expected: KeyValuePairs<StaticString, String> = [
        "issuer": issuer, "token_endpoint": "\(issuer)/v2/token", "introspection_endpoint": "\(issuer)/v2/introspect",
        "revocation_endpoint": "\(issuer)/v2/revoke", "authorization_endpoint": "\(issuer)/v2/authorize",
        "jwks_uri": "\(issuer)/.well-known/jwks.json",
      ]
      for (name, value) in expected { #expect(json[name]?.string == value, "\(name)") }
      let methods = json["token_endpoint_auth_methods_supported"]?.children.compactMap(\.string) ?? []
      #expect(Set(methods).isSuperset(of: ["client_secret_basic", "client_secret_post", "private_key_jwt"]))
    }
  }

  @Test("RFC 8414 2: response_types_supported, which is required, is there and not empty")
  func responseTypes() async throws {
    try await TestGateway.run { gateway in
      let json = try await gateway.exchange(HTTPText("GET", Self.paths[0])).json
      #expect(json["response_types_supported"]?.children.compactMap(\.string) == ["none"])
    }
  }

  @Test("RFC 8414 2: grant_types_supported is there, since its default would be wrong")
  func grantTypes() async throws {
    try await TestGateway.run { gateway in
      let json = try await gateway.exchange(HTTPText("GET", Self.paths[0])).json
      #expect(json["grant_types_supported"]?.children.compactMap(\.string) == ["client_credentials"])
    }
  }

  @Test("RFC 8414 3.2: what has no value is left out: no empty array, no null")
  func leftOut() async throws {
    try await TestGateway.run { gateway in
      let json = try await gateway.exchange(HTTPText("GET", Self.paths[0])).json
      #expect(json.childCount > 10)
      for member in json.children {
        #expect(!member.isNull && !(member.isArray && member.childCount == 0), "\(member.name)")
        #expect(!member.children.contains { $0.isNull }, "\(member.name)")
      }
    }
  }

  @Test(
    "RFC 8414 3.3: the issuer is, byte for byte, the one whose URL was asked",
    arguments: [
      ("https://auth.example", ""), ("https://a.example:8443", ""), ("https://a.example/T.1/u", "/T.1/u"),
      ("https://[2001:db8::1]:1/t", "/t"),
    ])
  func issuer(_ issuer: String, path: String) async throws {
    try await TestGateway.run(World(.sockets, issuer: issuer)) { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", Self.paths[0] + path))
      #expect(try reply.json["issuer"]?.string == issuer)
      #expect(reply.text.contains(#""issuer":"\#(issuer)""#), "no slash of it is escaped")
    }
  }

  @Test("RFC 8414 3.1: what the metadata names is there")
  func endpointsExist() async throws {
    let world = try await World(.sockets, issuer: "https://a.example/t")
    try await TestGateway.run(world) { gateway in
      let json = try await gateway.exchange(HTTPText("GET", "\(Self.paths[0])/t")).json
      for endpoint in json.children where endpoint.name.hasSuffix("_endpoint") || endpoint.name == "jwks_uri" {
        let path = try #require(endpoint.string).dropFirst("https://a.example".count)
        #expect(path.hasPrefix("/t/"))
        #expect(try await gateway.exchange(HTTPText("GET", String(path))).status != 404, "\(endpoint.name)")
      }
    }
  }

  @Test("RFC 8414 3.1, OpenID Discovery 4: one document where either says, before and behind the issuer's path")
  func pathAware() async throws {
    let world = try await World(.sockets, issuer: "https://a.example/t/u")
    try await TestGateway.run(world) { gateway in
      let documents = ["\(Self.paths[0])/t/u", "\(Self.paths[1])/t/u", "/t/u\(Self.paths[1])"]
      let text = try await gateway.exchange(HTTPText("GET", documents[0])).text
      #expect(text.contains(#""issuer":"https://a.example/t/u""#))
      for path in documents {
        let reply = try await gateway.exchange(HTTPText("GET", path))
        #expect(reply.status == 200 && reply.text == text, "\(path)")
      }
      for path in [
        Self.paths[0], Self.paths[1], "\(Self.paths[0])/t", "\(Self.paths[0])/t/u/", "\(Self.paths[0])/T/u",
        "\(Self.paths[0])/t/u/v", "\(Self.paths[0])//t/u",
      ] {
        try expectRefusal(try await gateway.exchange(HTTPText("GET", path)), 404, "not_found")
      }
      for path in ["/.well-known/jwks.json", "/t/u/.well-known/jwks.json"] {
        #expect(try await gateway.exchange(HTTPText("GET", path)).status == 200)
      }
    }
  }

  @Test("RFC 7517 5: the key set has public keys alone, each with use, alg and kid, the one that signs among them")
  func keys() async throws {
    try await TestGateway.withApp { gateway, app in
      let (header, _) = try jwt(try await gateway.issue(app))
      let reply = try await gateway.exchange(HTTPText("GET", "/.well-known/jwks.json"))
      #expect(reply.status == 200 && reply["content-type"] == "application/json")
      let keys = try #require(try reply.json["keys"]).children
      #expect(keys.contains { $0["kid"]?.string == header["kid"]?.string })
      for key in keys {
        #expect(key["use"]?.string == "sig" && key["alg"]?.string != nil && key["kid"]?.string != nil)
        for name: StaticString in ["d", "p", "q", "dp", "dq", "qi", "k"] { #expect(key[name] == nil) }
      }
    }
  }

  @Test("RFC 9111: public documents may be kept for less than a key is told ahead, by pages of any origin too")
  func caching() async throws {
    try await TestGateway.run { gateway in
      for path in Self.paths + ["/.well-known/jwks.json"] {
        let reply = try await gateway.exchange(HTTPText("GET", path))
        #expect(reply["cache-control"] == "public, max-age=300")
        #expect(reply["access-control-allow-origin"] == "*")
        let tag = try #require(reply["etag"])
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
        let head = try await gateway.exchange(HTTPText("HEAD", path))
        #expect(head.status == 200 && head["etag"] == tag && head["content-length"] == "\(reply.body.count)")
        let options = try await gateway.exchange(
          HTTPText("OPTIONS", path, fields: ["Access-Control-Request-Headers": "mcp-protocol-version"]))
        #expect(options.status == 204 && options["access-control-allow-headers"] == "*")
        let post = try await gateway.exchange(.form(path, "x=y"))
        try expectRefusal(post, 405, "invalid_request")
        #expect(post["allow"] == "GET, HEAD, OPTIONS")
      }
      let token = try await gateway.token()
      #expect(token["access-control-allow-origin"] == nil && token["etag"] == nil)
    }
  }

  @Test("RFC 9110 13.1.2: who has a document already is told so")
  func conditional() async throws {
    try await TestGateway.run { gateway in
      let path = "/.well-known/jwks.json"
      let tag = try #require(try await gateway.exchange(HTTPText("GET", path))["etag"])
      func get(_ condition: String) async throws -> HTTPReply {
        try await gateway.exchange(HTTPText("GET", path, fields: ["If-None-Match": condition]))
      }
      for condition in [tag, "W/\(tag)", "*", "\"x\", \(tag)", "\"x\",W/\(tag)"] {
        let reply = try await get(condition)
        #expect(reply.status == 304 && reply.body.isEmpty && reply["etag"] == tag, "\(condition)")
        #expect(reply["content-length"] == nil && reply["cache-control"] == "public, max-age=300")
      }
      for condition in ["\"x\"", "", String(tag.dropFirst().dropLast()), "W/\"x\""] {
        #expect(try await get(condition).status == 200, "\(condition)")
      }
    }
  }
}
