import Foundation
import JSON
import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about APIs of one's own")
struct ResourceRules {
  private static let shop = "https://shop.example/"
  private static let tools = "https://mcp.example/tools"

  /// A world with two APIs that have a resource and one that has none, and an app that may do all of it.
  private func withAPIs(_ wiring: World.Wiring, _ body: (World, TemporaryDirectory, OwnedApp) async throws -> Void)
    async throws
  {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      {"version": 1, "namespace": "shop", "resource": "\(Self.shop)", "permissions": [
        {"permission": "/shop/sales/orders/list", "description": "",
          "endpoints": [{"method": "GET", "host": "shop.example", "path": "/orders"}]},
        {"permission": "/shop/sales/orders/create", "description": "",
          "endpoints": [{"method": "POST", "host": "shop.example", "path": "/orders"}]}]}
      """, to: "shop.json")
    try directory.write(
      """
      {"version": 1, "resource": "\(Self.tools)", "permissions": [
        {"permission": "mcp:tools", "description": "",
          "endpoints": [{"method": "POST", "host": "mcp.example", "path": "/tools"}]},
        {"permission": "mcp:files", "description": ""}]}
      """, to: "mcp.json")
    try directory.write(
      """
      {"version": 1, "permissions": [
        {"permission": "invoices.read", "description": "",
          "endpoints": [{"method": "GET", "host": "api.example", "path": "/invoices"}]}]}
      """, to: "own.json")
    let world = try await World(wiring, catalogue: try LiveCatalogue(directories: [directory.path]))
    do {
      let app = try await world.makeApp(
        in: world.makeAccount(), allow: ["/shop/sales/orders/*", "mcp:tools", "mcp:files", "invoices.read"])
      try await body(world, directory, app)
    } catch {
      try await world.end()
      throw error
    }
    try await world.end()
    #expect(world.undeclaredErrors == [])
  }

  @Test("R20: the tokens of a unit are for the APIs that it is bound for; one that nobody has is told at its start")
  func unit() async throws {
    try await withAPIs(.inProcess) { world, _, app in
      let systemd = world.client(.tokenIssuer, from: .systemd)
      let unit = try #require(UnitName("report.service"))
      _ = try await world.registry.call(
        UnitBindingsCreate(unit: unit, clientId: app.sid, resource: OneOrMore([Self.tools])))
      let reply = try await systemd.call(TokensIssueToUnit(unit: unit))
      #expect(reply.scope == "mcp:files mcp:tools")
      let claims = try await world.issuer.call(TokensIntrospect(token: reply.accessToken)).claims
      #expect(claims?.aud.texts == [Self.tools])
      _ = try await world.registry.call(UnitBindingsDelete(unit: unit))
      _ = try await world.registry.call(
        UnitBindingsCreate(unit: unit, clientId: app.sid, resource: OneOrMore(["https://nobody.example"])))
      #expect(try await world.refusal { try await systemd.call(TokensIssueToUnit(unit: unit)) } == "invalid_target")
    }
  }

  @Test(
    "R20: a token's aud is what was asked for, and its scope that API's permissions", arguments: World.Wiring.allCases)
  func audience(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, _, app in
      let orders = "/shop/sales/orders/create /shop/sales/orders/list"
      for (resource, scope) in [
        ([Self.shop], orders), (["https://shop.example"], orders), ([Self.tools], "mcp:files mcp:tools"),
        ([Self.tools, Self.shop], "\(orders) mcp:files mcp:tools"),
      ] {
        for _ in 1...2 {
          let reply = try await world.issue(app, for: resource)
          #expect(reply.scope == scope)
          let claims = try await world.claims(reply.accessToken)
          #expect(claims?.aud.texts == resource && claims?.scope == scope)
          #expect(try world.audience(in: reply.accessToken) == resource)
        }
      }
    }
  }

  @Test(
    "R20: without a resource a token has the configured audience, and nothing of an API that has its own",
    arguments: World.Wiring.allCases)
  func withoutResource(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, _, app in
      for resource in [nil, ["https://api.example"], ["https://api.example/"]] {
        let reply = try await world.issue(app, for: resource)
        #expect(reply.scope == "invoices.read")
        #expect(try world.audience(in: reply.accessToken) == resource ?? ["https://api.example"])
        #expect(try await world.mayCall(.invoices, reply.accessToken))
        #expect(try await !world.mayCall(.orders, reply.accessToken))
        #expect(try await !world.mayCall(.tools, reply.accessToken))
      }
    }
  }

  @Test("R20: a token for one resource is worth nothing at another", arguments: World.Wiring.allCases)
  func otherResource(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, _, app in
      let shop = try await world.issue(app, for: ["https://shop.example"]).accessToken
      let both = try await world.issue(app, for: [Self.shop, Self.tools]).accessToken
      for (token, requests) in [(shop, [TestRequest.orders]), (both, [.orders, .tools])] {
        for request in TestRequest.allCases {
          #expect(try await world.mayCall(request, token) == requests.contains(request))
        }
      }
      let refusal = try await world.decide(.tools, shop)
      #expect(refusal.reason == "the token is not for \(Self.tools), whose permission is mcp:tools")
      // An API that asks for itself.
      #expect(try await world.claims(shop, at: Self.shop) != nil)
      #expect(try await world.claims(shop, at: Self.tools) == nil)
      #expect(try await world.claims(shop, at: "https://api.example") == nil)
      #expect(try await world.decide(.orders, both, at: Self.shop).allowed)
      #expect(try await !world.decide(.orders, both, at: Self.tools).allowed)
      #expect(try await !world.decide(.orders, both, at: "nonsense").allowed)
    }
  }

  @Test(
    "R20: a resource that is malformed, unknown or not the app's is invalid_target; one that is repeated is one",
    arguments: World.Wiring.allCases)
  func badResource(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, _, app in
      let poor = try await world.makeApp("Poor", in: app.account, allow: ["mcp:tools"])
      for resource in [
        ["/tools"], ["mcp.example/tools"], ["\(Self.tools)#x"], ["https://unknown.example"], ["\(Self.tools)/"], [""],
        [], [Self.tools, "https://unknown.example"], ["https://mcp.example/\"tools"],
      ] {
        #expect(try await world.refusal { try await world.issue(app, for: resource) } == "invalid_target")
      }
      #expect(try await world.refusal { try await world.issue(poor, for: [Self.shop]) } == "invalid_target")
      #expect(try await world.refusal { try await world.issue(poor) } == "invalid_target")
      let twice = try await world.issue(app, for: ["https://shop.example", Self.shop, "https://shop.example"])
      #expect(try world.audience(in: twice.accessToken) == ["https://shop.example"])
    }
  }

  @Test(
    "R20: a scope of another API than the resource's is invalid_scope, with the cure", arguments: World.Wiring.allCases)
  func otherScope(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, _, app in
      #expect(try await world.issue(app, for: [Self.tools], scope: "mcp:tools").scope == "mcp:tools")
      for (resource, scope) in [([Self.shop], "mcp:tools"), (nil, "mcp:tools"), ([Self.tools], "invoices.read")] {
        let error = try await #require(throws: ServiceError.self) {
          _ = try await world.issue(app, for: resource, scope: scope)
        }
        #expect(error.code == .invalidScope && error.message.contains("resource"))
      }
    }
  }

  @Test(
    "R12: the scope is what was asked for, in its form; without one it is the names", arguments: World.Wiring.allCases)
  func askedForm(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, _, app in
      for scope in ["/shop/sales/orders/*", "/shop/sales/orders/list /shop/sales/orders/create"] {
        for _ in 1...2 {
          let reply = try await world.issue(app, for: [Self.shop], scope: scope)
          #expect(reply.scope == scope)
          #expect(try await world.scope(reply.accessToken) == scope)
          #expect(try await world.mayCall(.orders, reply.accessToken))
        }
      }
    }
  }

  @Test(
    "R12: a scope-token with a space, a quotation mark, a backslash or another character is invalid_scope everywhere",
    arguments: World.Wiring.allCases, ["mcp tools", "mcp:\"tools\"", "mcp\\tools", "mcp:tööls", "mcp:\u{7F}"])
  func badScopeToken(_ wiring: World.Wiring, _ name: String) async throws {
    try await withAPIs(wiring) { world, _, app in
      for policy in [Policy(allow: [name]), Policy(allow: ["mcp:tools"], deny: [name])] {
        let error = try await #require(throws: ServiceError.self) {
          try await world.registry.call(AppsUpdate(sid: app.sid, policy: policy))
        }
        #expect(error.code == .invalidScope && error.message.contains("is not a permission name"))
      }
      #expect(
        try await world.refusal { try await world.issue(app, for: [Self.tools], scope: name) } == "invalid_scope")
    }
  }

  @Test(
    "A new catalogue holds in the very next call, for tokens that were issued before too",
    arguments: World.Wiring.allCases)
  func reload(_ wiring: World.Wiring) async throws {
    try await withAPIs(wiring) { world, directory, app in
      let token = try await world.issue(app, for: [Self.tools]).accessToken
      let other = try await world.issue(app).accessToken
      #expect(try await world.mayCall(.tools, token))
      #expect(try await world.mayCall(.invoices, other))
      try directory.write(#"{"version": 1, "permissions": []}"#, to: "mcp.json")
      #expect(world.catalogue.refresh() != nil)
      #expect(try await world.claims(token) == nil)
      #expect(try await !world.mayCall(.tools, token))
      #expect(try await world.refusal { try await world.issue(app, for: [Self.tools]) } == "invalid_target")
      #expect(try await world.mayCall(.invoices, other))
      // Now the request is of an API that the token is not for.
      try directory.write(
        """
        {"version": 1, "resource": "https://new.example", "permissions": [
          {"permission": "invoices.read", "description": "",
            "endpoints": [{"method": "GET", "host": "api.example", "path": "/invoices"}]}]}
        """, to: "own.json")
      #expect(world.catalogue.refresh() != nil)
      #expect(try await !world.mayCall(.invoices, other))
      #expect(try await world.claims(other) == nil)
      let new = try await world.issue(app, for: ["https://new.example"]).accessToken
      #expect(try await world.mayCall(.invoices, new))
    }
  }
}

/// A request of each of the APIs.
private enum TestRequest: CaseIterable {
  case orders, tools, invoices

  var endpoint: (method: String, host: String, path: String) {
    switch self {
    case .orders: ("GET", "shop.example", "/orders")
    case .tools: ("POST", "mcp.example", "/tools")
    case .invoices: ("GET", "api.example", "/invoices")
    }
  }
}

extension World {
  fileprivate func issue(_ app: OwnedApp, for resource: [String]?, scope: String? = nil) async throws -> TokenReply {
    try await issuer.call(
      TokensIssue(clientId: app.sid, clientSecret: app.secret, scope: scope, resource: resource.map(OneOrMore.init)))
  }

  fileprivate func claims(_ token: Sensitive, at resource: String? = nil) async throws -> Introspection.Claims? {
    try await issuer.call(TokensIntrospect(token: token, resource: resource)).claims
  }

  fileprivate func decide(
    _ request: TestRequest, _ token: Sensitive, at resource: String? = nil
  ) async throws -> Authorization {
    let (method, host, path) = request.endpoint
    return try await issuer.call(
      TokensAuthorize(token: token, method: method, host: host, path: path, resource: resource))
  }

  fileprivate func mayCall(_ request: TestRequest, _ token: Sensitive) async throws -> Bool {
    try await decide(request, token).allowed
  }

  /// The `aud` in the token itself: of one API a string.
  fileprivate func audience(in token: Sensitive) throws -> [String] {
    let payload = try #require(token.revealed.split(separator: ".").dropFirst().first)
    let json = Base64URL.decode(Array(payload.utf8).span) ?? []
    let claims = try JSONDocument(json, limits: JSONLimits(depth: 8))
    let audience = try #require(claims.root["aud"])
    return audience.string.map { [$0] } ?? audience.children.compactMap(\.string)
  }
}

extension TemporaryDirectory {
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }
}
