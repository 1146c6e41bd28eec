import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

/// What a proxy is told that asks about requests: `/v1/authorize`.
@Suite(.timeLimit(.minutes(5))) struct ProxyDecisionTests {
  @Test("R12: what is allowed is answered 200, with who asks", arguments: Description.allCases)
  func allowed(description: Description) async throws {
    try await Guarded.run { guarded in
      let reply = try await guarded.ask(
        description, target: "/\(guarded.account)/orders?a=b/../c", token: guarded.token())
      #expect(reply.status == 200)
      #expect(reply["X-OAuth-Client-Id"] == guarded.app.text)
      #expect(reply["X-OAuth-Account-Sid"] == guarded.account.text)
      #expect(reply["X-OAuth-Permission"] == Guarded.listing)
      #expect(reply["X-OAuth-Scope"] == Guarded.listing)
      #expect(reply["Cache-Control"] == "no-store")
      #expect(reply.body.isEmpty)
    }
  }

  @Test("RFC 6750 3.1: a scope that is lacking is 403 insufficient_scope", arguments: Description.allCases)
  func insufficient(description: Description) async throws {
    try await Guarded.run { guarded in
      let reply = try await guarded.ask(description, method: "POST", token: guarded.token())
      #expect(reply.status == 403)
      let challenge = try #require(reply["WWW-Authenticate"])
      #expect(challenge.hasPrefix(#"Bearer realm="oauth-apps", error="insufficient_scope", error_description=""#))
      #expect(challenge.contains(#", scope="\#(Guarded.creation)""#))
      #expect(reply["X-OAuth-Client-Id"] == nil)
    }
  }

  @Test("RFC 6750 3.1: no error code where no credentials were shown; invalid_token where they are none")
  func unauthenticated() async throws {
    try await Guarded.run { guarded in
      let bare = try await guarded.ask(token: nil)
      #expect(bare.status == 401)
      let metadata = "https://shop.example/.well-known/oauth-protected-resource"
      #expect(bare["WWW-Authenticate"] == #"Bearer realm="oauth-apps", resource_metadata="\#(metadata)""#)
      let token = try await guarded.token()
      for field in [
        "Bearer \(token.dropLast(4))AAAA", "Bearer", "Bearer ", "Bearer \(token),x", "Bearer \(token) x", "Bearer \"\"",
        "Token \(token)", "Bearer\(token)", "Basic", "Basic !!", "Basic \(basic(guarded.app.text, "x"))",
        "Digest a=\"b\"",
      ] {
        let reply = try await guarded.ask(token: nil, ["Authorization": field])
        #expect(reply.status == 401, "\(field)")
        #expect(reply["WWW-Authenticate"]?.contains(#"error="invalid_token""#) == true, "\(field)")
      }
      let twice = try await guarded.ask(token: token, ["Authorization": "Bearer \(token)"])
      #expect(twice.status == 401)
      let inQuery = try await guarded.ask(target: "/\(guarded.account)/orders?access_token=\(token)", token: nil)
      #expect(inQuery.status == 401)
      for scheme in ["bearer", "BEARER"] {
        #expect(try await guarded.ask(token: nil, ["Authorization": "\(scheme) \(token)"]).status == 200)
      }
    }
  }

  @Test("RFC 9728 5.1: a refusal tells where the metadata is, however the host of the API is spelt")
  func spellings() async throws {
    try await Guarded.run { guarded in
      for (host, isTold) in [
        ("shop.example", true), ("shop.example:443", true), ("shop.example.", true), ("SHOP.example.:443", true),
        ("shop.example:8443", false), ("other.example", false),
      ] {
        let reply = try await guarded.gateway.exchange(Description.original.asking("GET", host, "/"))
        #expect(reply.status == 401)
        #expect(reply["WWW-Authenticate"]?.contains("resource_metadata") == isTold, "\(host)")
      }
    }
  }

  @Test("R13: an API key's SID and secret are taken by HTTP Basic, and nobody else's")
  func key() async throws {
    try await Guarded.run { guarded in
      let key = try await guarded.registry.call(
        APIKeysCreate(
          accountSid: guarded.account, friendlyName: FriendlyName("Key"), type: .restricted,
          policy: Policy(allow: [Guarded.listing])))
      func ask(_ name: String, _ secret: String) async throws -> HTTPReply {
        try await guarded.ask(token: nil, ["Authorization": "Basic \(basic(name, secret))"])
      }
      let sid = key.apiKey.sid.text
      let reply = try await ask(sid, key.secret.revealed)
      #expect(reply.status == 200)
      #expect(reply["X-OAuth-Client-Id"] == sid)
      for (name, secret) in [
        (sid, "wrong"), (sid, ""), (sid.lowercased(), key.secret.revealed), (APIKeySID.random().text, "wrong"),
        (guarded.app.text, guarded.secret.revealed), (guarded.account.text, key.secret.revealed),
      ] {
        #expect(try await ask(name, secret).status == 401, "\(name)")
      }
    }
  }

  @Test("R20: the API that the proxy names is the one that the request and the token have to be for")
  func resource() async throws {
    try await Guarded.run { guarded in
      let shop = try await guarded.token()
      let tools = try await guarded.token(for: Guarded.tools)
      #expect(try await guarded.ask(token: shop, ["X-OAuth-Resource": Guarded.shop]).status == 200)
      for (token, resource) in [
        (shop, Guarded.tools), (tools, Guarded.shop), (tools, Guarded.tools), (shop, "https://none.example"),
        (shop, ""), (shop, "no URL"),
      ] {
        let reply = try await guarded.ask(token: token, ["X-OAuth-Resource": resource])
        #expect(reply.status == 403, "\(resource)")
      }
      #expect(try await guarded.ask(token: tools).status == 403)
      let named = try await guarded.ask(token: nil, ["X-OAuth-Resource": Guarded.tools])
      #expect(
        named["WWW-Authenticate"]?.hasSuffix(
          #"resource_metadata="https://tools.example/.well-known/oauth-protected-resource/mcp""#) == true)
    }
  }

  @Test("R11, R7: another account's resource is refused; so is all, once the app is deleted")
  func foreignAndDeleted() async throws {
    try await Guarded.run { guarded in
      let token = try await guarded.token()
      let other = try await guarded.registry.call(AccountsCreate(friendlyName: FriendlyName("Other"))).sid
      #expect(try await guarded.ask(target: "/\(other)/orders", token: token).status == 403)
      _ = try await guarded.registry.call(AppsDelete(sid: guarded.app))
      #expect(try await guarded.ask(token: token).status == 401)
    }
  }

  @Test("A scope that is too long for a proxy's buffers is left out")
  func longScope() async throws {
    let names = (1...60).map { "/shop/sales/orders\($0)/a-long-name-of-an-action" }
    let entries = names.map {
      #"{"permission":"\#($0)","description":"","endpoints":[{"method":"GET","host":"h.example","path":"\#($0)"}]}"#
    }
    let catalogue = try TemporaryCatalogue([
      "long": #"{"version":1,"namespace":"shop","permissions":[\#(entries.joined(separator: ","))]}"#
    ])
    try await TestGateway.run(World(.sockets, catalogue: catalogue.live)) { gateway in
      let registry = gateway.world.client(.appRegistry)
      let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Acme"))).sid
      let app = try await registry.call(
        AppsCreate(accountSid: account, friendlyName: FriendlyName("App"), policy: Policy(allow: names)))
      let token = try await gateway.world.client(.tokenIssuer).call(
        TokensIssue(clientId: app.app.sid, clientSecret: app.secret)
      ).accessToken.revealed
      var text = Description.original.asking("GET", "h.example", names[0])
      text.fields.append(("Authorization", "Bearer \(token)"))
      let reply = try await gateway.exchange(text)
      #expect(reply.status == 200)
      #expect(reply["X-OAuth-Permission"] == names[0])
      #expect(!reply.fields.contains { $0.name == "x-oauth-scope" })
    }
  }

  @Test("While the issuer is away nothing is allowed, and the answer says who is")
  func outage() async throws {
    try await Guarded.run { guarded in
      let token = try await guarded.token()
      try await guarded.gateway.world.stop(.tokenIssuer)
      let reply = try await guarded.ask(token: token)
      #expect(reply.status == 503)
      #expect(reply["Retry-After"] == "1")
      #expect(reply.text.contains("token-issuer"))
      #expect(try await guarded.ask(token: nil).status == 401)
    }
  }

  private func basic(_ name: String, _ secret: String) -> String {
    Data("\(name):\(secret)".utf8).base64EncodedString()
  }
}
