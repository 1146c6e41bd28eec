import HTTP
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// Who may manage apps and keys, and what everybody else is told.
@Suite struct ManagementAccessTests {
  private static let apps = "/v1/Account/OAuthApps"
  private static let keys = "/v1/Keys"

  @Test("A main key, its account with the key's secret, a restricted key and a token each do what they may")
  func credentials() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let list = "/twilio/iam/account-oauth-apps/list"
      for credential in [
        account.basic, ManagedAccount.basic(account.sid.text, account.key.secret),
        try await account.restricted("Lister", [list]), try await account.bearer("Lister", [list]),
      ] {
        #expect(try await account.send("GET", Self.apps, authorization: credential).status == 200)
      }
    }
  }

  @Test("A permission that is missing is told by 401, code 70051 and its name, and by the challenge of RFC 6750")
  func missingPermission() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let allow = ["/twilio/iam/api-keys/read"]
      for credential in [
        try await account.restricted("Reader", allow), try await account.bearer("Reader", allow),
      ] {
        for (path, permission) in [(Self.apps, "account-oauth-apps/list"), (Self.keys, "api-keys/list")] {
          let reply = try await account.send("GET", path, authorization: credential)
          #expect(reply.status == 401)
          #expect(try reply.json["code"]?.integer == 70051)
          #expect(try reply.json["message"]?.string == "required permission twilio/iam/\(permission) is missing")
          #expect(try reply.json["status"]?.integer == 401)
          #expect(
            reply.values(of: "www-authenticate").contains(
              #"Bearer realm="oauth-apps", error="insufficient_scope", scope="/twilio/iam/\#(permission)""#))
        }
      }
    }
  }

  @Test(
    "Wrong secrets of a key and of an account are counted, and the right one is never refused for them",
    arguments: [true, false])
  func guesses(ofKey: Bool) async throws {
    var limits = HTTPLimits.patient
    // None is held back: what would be is refused at once.
    limits.heldRefusalsEach = 0
    try await TestGateway.run(limits: limits) { gateway in
      let account = try await ManagedAccount(gateway)
      let name = ofKey ? account.key.apiKey.sid.text : account.sid.text
      for number in 1...7 {
        let guess = ManagedAccount.basic(name, Sensitive("\(number)"))
        #expect(try await account.send("GET", Self.keys, authorization: guess).status == (number <= 5 ? 401 : 429))
        #expect(try await account.send("GET", Self.keys).status == 200)
      }
      for _ in 1...7 {
        #expect(try await account.send("GET", Self.keys, authorization: "Bearer nonsense").status == 401)
      }
    }
  }

  @Test("Whoever shows nothing, or nothing that works, is told both ways to authenticate")
  func refused() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let app = try Wire.value(CreatedApp.self, await account.createApp().body)
      let wrong = Sensitive("wrong")
      for credential in [
        "", "Basic", "Basic !", "Bearer", "Negotiate x", ManagedAccount.basic("", wrong),
        ManagedAccount.basic(account.key.apiKey.sid.text, wrong), ManagedAccount.basic(account.sid.text, wrong),
        ManagedAccount.basic(APIKeySID.random().text, account.key.secret), ManagedAccount.basic("admin", wrong),
        ManagedAccount.basic(app.app.sid.text, try #require(app.secret)), "Bearer nonsense",
      ] {
        for (method, path) in [
          ("GET", Self.apps), ("POST", "\(Self.apps)/\(app.app.sid)/secret"), ("DELETE", "\(Self.apps)/\(app.app.sid)"),
        ] {
          let reply = try await account.send(method, path, authorization: credential)
          #expect(reply.status == 401, "\(credential)")
          #expect(try reply.json["code"]?.integer == 20003)
          let challenges = reply.values(of: "www-authenticate")
          #expect(challenges.count == 2)
          #expect(challenges.contains(#"Basic realm="oauth-apps""#))
          let bearer = credential.hasPrefix("Bearer n") ? #", error="invalid_token""# : ""
          #expect(challenges.contains(#"Bearer realm="oauth-apps"\#(bearer)"#), "\(challenges)")
        }
      }
      #expect(try await account.send("GET", "\(Self.apps)/\(app.app.sid)").status == 200)
    }
  }

  @Test("Nobody reaches the apps and keys of another account, nor of a subaccount (R11)")
  func foreign() async throws {
    try await TestGateway.run { gateway in
      let (own, other) = (try await ManagedAccount(gateway), try await ManagedAccount(gateway, "Other"))
      let branch = try await gateway.world.client(.appRegistry).call(
        AccountsCreate(friendlyName: FriendlyName("Branch"), parentSid: own.sid)
      ).sid
      let app = try Wire.value(CreatedApp.self, await other.createApp().body).app.sid
      for (method, path) in [
        ("GET", "\(Self.apps)/\(app)"), ("DELETE", "\(Self.apps)/\(app)"),
        ("GET", "\(Self.keys)?AccountSid=\(other.sid)"),
        ("GET", "\(Self.apps)?AccountSid=\(branch)"), ("DELETE", "\(Self.keys)/\(other.key.apiKey.sid)"),
      ] {
        #expect(try await own.send(method, path).status == 404)
      }
      #expect(try await other.send("GET", "\(Self.apps)/\(app)").status == 200)
    }
  }

  @Test("The listener of the standard endpoints manages nothing, and that of the management issues no token")
  func listeners() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for path in [Self.apps, Self.keys] {
        let reply = try await gateway.exchange(HTTPText("GET", path, fields: ["Authorization": account.basic]))
        #expect(reply.status == 404)
      }
      let form = HTTPText.form("/v2/token", "grant_type=client_credentials")
      #expect(try await gateway.exchange(form, on: .management).status == 404)
    }
  }

  @Test("A service that is away is named, with when to come again")
  func outages() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let bearer = try await account.bearer("Lister", ["/twilio/iam/api-keys/list"])
      for (service, credential) in [
        (ServiceName.secretManager, account.basic), (.tokenIssuer, bearer), (.appRegistry, account.basic),
      ] {
        try await gateway.world.stop(service)
        let reply = try await account.send("GET", Self.keys, authorization: credential)
        #expect(reply.status == 503)
        #expect(reply["retry-after"] == "1")
        #expect(try reply.json["message"]?.string?.contains(service.rawValue) == true, "\(reply.text)")
        try await gateway.world.start(service)
      }
      #expect(try await account.send("GET", Self.keys).status == 200)
    }
  }
}
