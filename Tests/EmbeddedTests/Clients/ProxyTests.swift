import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

/// APIs behind proxies that ask the gateway, with the configurations that units/proxies tells administrators.
@Suite(.timeLimit(.minutes(5))) struct ProxyTests {
  @Test(
    "R12: what the token's scope allows reaches the API, with who asks; other requests do not",
    arguments: GuardingProxy.installed)
  func scope(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let token = try await shop.token()
      let reply = try await shop.ask("GET", "\(shop.ownOrders)?page=2", token)
      #expect(reply.status == 200)
      #expect(reply.told("request") == "GET \(shop.ownOrders)?page=2")
      #expect(reply.told("client") == shop.app.app.sid.text)
      #expect(reply.told("account") == shop.account.text)
      #expect(reply.told("permission") == GuardedShop.listing)
      #expect(reply.told("scope") == GuardedShop.listing)

      let refused = try await shop.ask("POST", shop.ownOrders, token)
      #expect(refused.status == 403)
      let challenge = try #require(refused["www-authenticate"])
      #expect(challenge.contains(#"error="insufficient_scope""#))
      #expect(challenge.contains(#"scope="/shop/sales/orders/create""#))
      #expect(try await shop.ask("DELETE", shop.ownOrders, token).status == 403)
      #expect(try await shop.ask("GET", "/", token).status == 403)
    }
  }

  @Test(
    "RFC 9728 5.1: without a token the proxy answers 401, and tells where the API's metadata is",
    arguments: GuardingProxy.installed)
  func challenge(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let metadata = #"resource_metadata="https://shop.example/.well-known/oauth-protected-resource""#
      let bare = try await shop.ask("GET", shop.ownOrders, nil)
      #expect(bare.status == 401)
      #expect(bare["www-authenticate"] == #"Bearer realm="oauth-apps", \#(metadata)"#)
      let wrong = try await shop.ask("GET", shop.ownOrders, Sensitive("eyJ.eyJ.x"))
      #expect(wrong.status == 401)
      #expect(wrong["www-authenticate"]?.contains(#"error="invalid_token""#) == true)
      #expect(wrong["www-authenticate"]?.contains(metadata) == true)
    }
  }

  @Test("R7: the request after an app's deletion does not reach the API", arguments: GuardingProxy.installed)
  func deletion(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let token = try await shop.token()
      #expect(try await shop.ask("GET", shop.ownOrders, token).status == 200)
      _ = try await shop.daemons.client(of: .appRegistry).call(AppsDelete(sid: shop.app.app.sid))
      #expect(try await shop.ask("GET", shop.ownOrders, token).status == 401)
    }
  }

  @Test("R11, R20: a token is worth nothing for another account or another API", arguments: GuardingProxy.installed)
  func foreign(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let registry = shop.daemons.client(of: .appRegistry)
      let part = try await registry.call(
        AccountsCreate(friendlyName: FriendlyName("Part"), parentSid: shop.account)
      ).sid
      let token = try await shop.token()
      #expect(try await shop.ask("GET", "/accounts/\(part)/orders", token).status == 403)
      let other = try await shop.token(for: GuardedShop.otherResource)
      #expect(try await shop.ask("GET", shop.ownOrders, other).status == 403)
      #expect(try await shop.ask("POST", "/tools", other, fields: ["Host": "tools.example"]).status == 403)
    }
  }

  @Test("R13: an API key and its secret are taken by HTTP Basic", arguments: GuardingProxy.installed)
  func key(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let key = try await shop.daemons.client(of: .appRegistry).call(
        APIKeysCreate(
          accountSid: shop.account, friendlyName: FriendlyName("Key"), type: .restricted,
          policy: Policy(allow: [GuardedShop.listing])))
      func ask(_ secret: String) async throws -> HTTPReply {
        let credentials = Data("\(key.apiKey.sid):\(secret)".utf8).base64EncodedString()
        return try await shop.ask("GET", shop.ownOrders, nil, fields: ["Authorization": "Basic \(credentials)"])
      }
      let reply = try await ask(key.secret.revealed)
      #expect(reply.status == 200)
      #expect(reply.told("client") == key.apiKey.sid.text)
      #expect(try await ask("wrong").status == 401)
    }
  }

  @Test("Nothing that a client says about the request, or about itself, counts", arguments: GuardingProxy.installed)
  func forgery(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let token = try await shop.token()
      let pretended: KeyValuePairs = [
        "X-Original-Method": "GET", "X-Original-Host": "shop.example", "X-Original-URI": shop.ownOrders,
        "X-Forwarded-Method": "GET", "X-Forwarded-Host": "shop.example", "X-Forwarded-Uri": shop.ownOrders,
        "X-Original-URL": shop.ownOrders, "X-HTTP-Method-Override": "GET",
        "X-OAuth-Resource": GuardedShop.otherResource,
      ]
      for (method, target) in [("POST", shop.ownOrders), ("GET", "/"), ("GET", "/accounts")] {
        #expect(try await shop.ask(method, target, token, fields: pretended).status == 403)
      }
      let reply = try await shop.ask(
        "GET", shop.ownOrders, token,
        fields: [
          "X-OAuth-Client-Id": "OQ", "X-OAuth-Account-Sid": "AC", "X-OAuth-Permission": "all", "X-OAuth-Scope": "all",
          "X-OAuth-Resource": GuardedShop.otherResource, "X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/admin",
          "X-Original-URI": "/admin", "X-Forwarded-Uri": "/admin",
        ])
      #expect(reply.status == 200)
      #expect(reply.told("client") == shop.app.app.sid.text)
      #expect(reply.told("account") == shop.account.text)
      #expect(reply.told("permission") == GuardedShop.listing)
      #expect(reply.told("scope") == GuardedShop.listing)
      #expect(reply.told("override") == "" && reply.told("url") == "")
    }
  }

  @Test("A path that could be read differently does not reach the API", arguments: GuardingProxy.installed)
  func paths(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy) { shop in
      let token = try await shop.token()
      let own = shop.ownOrders
      for target in [
        "/\(own)", "\(own)/", "\(own)/.", "\(own)//", "/x/..\(own)", "/x/%2e%2e\(own)", "/%2e\(own)",
        "\(own)/../orders",
        "/accounts/\(shop.account)%2Forders", "/accounts/\(shop.account)%2forders", "\(own);x", "\(own);/../admin",
        "/accounts;x=1/\(shop.account)/orders", "/accounts/\(shop.account)/Orders",
        "/accounts\\\(shop.account)\\orders",
        "\(own)%00", "\(own)%23", "\(own)#x", "/#\(own)", "\(own)%3Fx", "/accounts/\(shop.account)/%256frders",
        "http://other.example\(own)",
      ] {
        #expect(try await shop.ask("GET", target, token).status != 200, "\(target)")
      }
      for host in ["other.example", "shop.example.evil.example", ""] {
        #expect(try await shop.ask("GET", own, token, fields: ["Host": host]).status != 200, "\(host)")
      }
      for host in ["SHOP.example", "shop.example."] {
        #expect(try await shop.ask("GET", own, token, fields: ["Host": host]).status == 200, "\(host)")
      }
    }
  }

  @Test("Nothing reaches the API where the gateway is out of reach", arguments: GuardingProxy.installed)
  func outage(proxy: GuardingProxy) async throws {
    try await GuardedShop.run(behind: proxy, gateway: "nobody.sock") { shop in
      let status = try await shop.ask("GET", shop.ownOrders, shop.token()).status
      #expect(status == (proxy == .nginx ? 500 : 403))
    }
  }
}
