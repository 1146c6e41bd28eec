import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// The management of OAuth apps, in the shapes of the hosted provider.
@Suite struct OAuthAppTests {
  private static let path = "/v1/Account/OAuthApps"

  @Test("An app is created, shown, listed, changed, given a new secret and deleted")
  func lifeCycle() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let created = try await account.createApp()
      #expect(created.status == 201)
      #expect(created["cache-control"] == "no-store")
      let app = try Wire.value(CreatedApp.self, created.body)
      #expect(app.app.accountSid == account.sid)
      #expect(app.app.friendlyName.text == "Billing")
      let secret = try #require(app.secret)
      let place = "\(Self.path)/\(app.app.sid)"
      let shown = try await account.send("GET", place)
      #expect(shown.status == 200)
      #expect(try Wire.value(App.self, shown.body) == app.app)
      #expect(!shown.text.contains(secret.revealed))
      let changed = try await account.send("PUT", place, json: #"{"description":"Sends invoices"}"#)
      #expect(changed.status == 200)
      #expect(try changed.json["description"]?.string == "Sends invoices")
      #expect(try changed.json["friendly_name"]?.string == "Billing")
      let rotated = try await account.send("POST", "\(place)/secret", json: #"{"grace_period":0}"#)
      #expect(rotated.status == 200)
      let issued = try Wire.value(IssuedSecret.self, rotated.body)
      #expect(issued.previous?.status == .revoked)
      for (secret, works) in [(secret, false), (issued.secret, true)] {
        let form = "grant_type=client_credentials&client_id=\(app.app.sid)&client_secret=\(secret.revealed)"
        #expect(try await gateway.exchange(.form("/v2/token", form)).status == (works ? 200 : 401))
      }
      let deleted = try await account.send("DELETE", place)
      #expect(deleted.status == 204)
      #expect(deleted.body.isEmpty)
      #expect(deleted["content-length"] == nil)
      let gone = try await account.send("GET", place)
      #expect(gone.status == 404)
      #expect(try gone.json["code"]?.integer == 20404)
    }
  }

  @Test("R8: a secret that a rotation has made works in the very next request, every time")
  func rotatedSecret() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let app = try Wire.value(CreatedApp.self, await account.createApp().body).app.sid
      let client = try gateway.connect()
      for _ in 1...10 {
        let rotated = try await account.send("POST", "\(Self.path)/\(app)/secret", json: #"{"grace_period":3600}"#)
        let secret = try Wire.value(IssuedSecret.self, rotated.body).secret.revealed
        let form = "grant_type=client_credentials&client_id=\(app)&client_secret=\(secret)"
        #expect(try await client.exchange(.form("/v2/token", form)).status == 200)
      }
    }
  }

  @Test("What SDKs send is understood: all members that they know, those without a value as null")
  func members() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let created = try await account.send(
        "POST", Self.path,
        json: #"""
          {"type": "client_credentials", "friendly_name": "Billing", "owner_sid": "\#(account.sid)",
           "description": null, "client_sid": null, "token_endpoint_auth_method": null, "access_token_ttl": 600,
           "later": {"than": "this"},
           "policy": {"allow": ["\#(ManagedAccount.listMessages)"], "deny": null}}
          """#)
      #expect(created.status == 201, "\(created.text)")
      let app = try Wire.value(CreatedApp.self, created.body).app
      #expect(app.accessTokenTTL.value == 600)
      #expect(app.dateCreated.description.hasSuffix("Z"))
      let changed = try await account.send(
        "PUT", "\(Self.path)/\(app.sid)",
        json: #"""
          {"type": "client_credentials", "friendly_name": null, "description": "x", "policy": null,
           "access_token_ttl": null, "sid": "OQ00000000000000000000000000000000", "status": "closed"}
          """#)
      #expect(changed.status == 200, "\(changed.text)")
      let now = try Wire.value(App.self, changed.body)
      #expect(now.sid == app.sid && now.status == .active)
      #expect(now.description.text == "x")
      #expect(now.policy == app.policy && now.accessTokenTTL == app.accessTokenTTL)
      #expect(!created.text.contains("null") && !changed.text.contains("null"))
    }
  }

  @Test("A list is read to its end by the URLs that its pages name")
  func paging() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for name in ["One", "Two", "Three"] { #expect(try await account.createApp(name).status == 201) }
      let server = "https://manage.example"
      var names: [String] = []
      var next: String? = "\(server)\(Self.path)?PageSize=2"
      var number = 0
      while let url = next {
        let reply = try await account.send("GET", String(url.dropFirst(server.count)))
        #expect(reply.status == 200)
        let meta = try #require(try reply.json["meta"])
        #expect(meta["key"]?.string == "oauth_apps")
        #expect(meta["page"]?.integer == number)
        #expect(meta["page_size"]?.integer == 2)
        #expect(meta["first_page_url"]?.string == "\(server)\(Self.path)?PageSize=2&Page=0")
        #expect(meta["url"]?.string?.hasPrefix("\(server)\(Self.path)?PageSize=2&Page=\(number)") == true)
        names += try #require(try reply.json["oauth_apps"]).children.compactMap { $0["friendly_name"]?.string }
        next = meta["next_page_url"]?.string
        number += 1
      }
      #expect(number == 2)
      #expect(names == ["One", "Two", "Three"])
    }
  }

  @Test("R19: a change that is sent again with its idempotency key is made once, and answered alike")
  func idempotency() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for key in ["8e03978e-40d5-43dd-bc93-6894a57f9324", IdempotencyKey.random().text] {
        let first = try await account.createApp("Name \(key)".prefix(64).description, fields: ["Idempotency-Key": key])
        let again = try await account.createApp("Name \(key)".prefix(64).description, fields: ["Idempotency-Key": key])
        #expect(first.status == 201)
        #expect(again.status == 201 && again.body == first.body)
        let other = try await account.createApp("Other", fields: ["Idempotency-Key": key])
        #expect(other.status == 409)
      }
      #expect(try await account.createApp("Twice").status == 201)
      #expect(try await account.createApp("Twice").status == 409)
      for key in ["", "a b", "\u{E9}", String(repeating: "x", count: 256)] {
        #expect(try await account.createApp("Third", fields: ["Idempotency-Key": key]).status == 400)
      }
    }
  }
}
