import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about API keys")
struct KeyRules {
  @Test(
    "R13: a key is decided about as a token of an app with the same policy is, whatever the request",
    arguments: World.Wiring.allCases)
  func sameDecisions(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let other = try await world.makeAccount("Other")
      for (number, (allow, deny)) in [
        ([World.listMessages], []), (["/twilio/messaging/messages/*"], [World.createMessages]),
        ([World.createMessages, World.readMessages], []),
      ].enumerated() {
        let app = try await world.makeApp("\(number)", in: account, allow: allow, deny: deny)
        let key = try await world.makeKey("\(number)", in: account, allow: allow, deny: deny)
        let token = try await world.token(app)
        for method in ["GET", "POST", "DELETE", "PURGE"] {
          for (owner, given) in [(account, nil), (account, account), (account, other), (other, nil)] {
            let byToken = try await world.authorize(token, method, account: owner, given: given)
            let byKey = try await world.authorize(key, method, account: owner, given: given)
            #expect(byKey.allowed == byToken.allowed && byKey.permission == byToken.permission)
            #expect(byKey.accountSid == account && byKey.clientId == .apiKey(key.sid))
            #expect(byToken.clientId == .app(app.sid))
          }
        }
      }
    }
  }

  @Test(
    "R13, R11: a main key may do whatever is a permission, in its own account alone, its subaccounts not included",
    arguments: World.Wiring.allCases)
  func mainKey(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let branch = try await world.makeAccount("Branch", parent: account)
      let key = try await world.makeKey(in: account, allow: nil)
      for method in ["GET", "POST"] { #expect(try await world.authorize(key, method).allowed) }
      #expect(try await !world.authorize(key, account: branch).allowed)
      #expect(try await !world.authorize(key, given: branch).allowed)
      let unmapped = try await world.issuer.call(
        TokensAuthorize(apiKey: key.sid, secret: key.secret, method: "GET", path: "/no/such/request"))
      #expect(!unmapped.allowed && unmapped.permission == nil)
    }
  }

  @Test("R7: a deleted key is refused at once, and its SID never comes back", arguments: World.Wiring.allCases)
  func deletion(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let key = try await world.makeKey(in: world.makeAccount())
      for _ in 1...3 { #expect(try await world.mayList(key) == true) }
      _ = try await world.registry.call(APIKeysDelete(sid: key.sid))
      for _ in 1...3 { #expect(try await world.mayList(key) == nil) }
      for service in ServiceName.allCases { try await world.start(service) }
      #expect(try await world.mayList(key) == nil)
      #expect(try await world.refusal { try await world.registry.call(APIKeysGet(sid: key.sid)) } == "not_found")
    }
  }

  @Test("R12: what an update gives or takes away is in force at once", arguments: World.Wiring.allCases)
  func update(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let key = try await world.makeKey(in: world.makeAccount())
      for allow in [[World.readMessages], [World.listMessages], ["/twilio/messaging/messages/*"]] {
        _ = try await world.registry.call(APIKeysUpdate(sid: key.sid, policy: Policy(allow: allow)))
        #expect(try await world.authorize(key).allowed == (allow != [World.readMessages]))
      }
      _ = try await world.registry.call(
        APIKeysUpdate(
          sid: key.sid, policy: Policy(allow: ["/twilio/messaging/messages/*"], deny: [World.listMessages])))
      #expect(try await !world.authorize(key).allowed)
    }
  }

  @Test("R8, R9, R10: a key's secrets rotate as an app's do", arguments: World.Wiring.allCases)
  func rotation(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let key = try await world.makeKey(in: world.makeAccount())
      let second = try await world.rotate(key)
      for secret in [key.secret, second.secret] { #expect(try await world.mayList(key, secret: secret) == true) }
      let third = try await world.rotate(key, grace: 60)
      #expect(try await world.mayList(key) == nil)
      world.clock.advance(by: 61)
      #expect(try await world.mayList(key, secret: second.secret) == nil)
      #expect(try await world.mayList(key, secret: third.secret) == true)
      let fourth = try await world.rotate(key, grace: 0)
      #expect(try await world.mayList(key, secret: third.secret) == nil)
      #expect(try await world.mayList(key, secret: fourth.secret) == true)
    }
  }

  @Test(
    "R15: while an account or its parent is suspended its keys may do nothing; closed, never again",
    arguments: World.Wiring.allCases, [true, false])
  func suspension(_ wiring: World.Wiring, byParent: Bool) async throws {
    try await withWorld(wiring) { world in
      let parent = try await world.makeAccount()
      let account = try await world.makeAccount("Branch", parent: parent)
      let key = try await world.makeKey(in: account)
      let main = try await world.makeKey("Main", in: account, allow: nil)
      let suspended = byParent ? parent : account
      _ = try await world.registry.call(AccountsSuspend(sid: suspended))
      for key in [key, main] {
        let answer = try await world.authorize(key)
        #expect(!answer.allowed && answer.reason.contains("suspended") && answer.clientId == nil)
      }
      _ = try await world.registry.call(AccountsResume(sid: suspended))
      for key in [key, main] { #expect(try await world.authorize(key).allowed) }
      _ = try await world.registry.call(AccountsClose(sid: suspended))
      for key in [key, main] { #expect(try await !world.authorize(key).allowed) }
    }
  }

  @Test(
    "R6: deleting its creator, or taking the role away, changes nothing for a key", arguments: World.Wiring.allCases)
  func creator(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let key = try await world.makeKey(in: account, as: "Ada")
      _ = try await world.registry.call(RolesRevoke(userSid: ada, accountSid: account, role: .developer))
      _ = try await world.registry.call(UsersDelete(sid: ada))
      #expect(try await world.mayList(key) == true)
    }
  }

  @Test(
    "R13: a wrong secret, another key's, an app's under a key, a key's under an app, an unknown key are refused alike",
    arguments: World.Wiring.allCases)
  func wrongSecrets(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let key = try await world.makeKey(in: account)
      let other = try await world.makeKey("Other", in: world.makeAccount("Other"))
      let app = try await world.makeApp(in: account)
      // The very bits of the app's id: only what they stand for is another.
      let twin = OwnedKey(
        sid: APIKeySID(high: app.sid.high, low: app.sid.low), account: account, secret: app.secret,
        secretSid: app.secretSid)
      var refusals: [ServiceError] = []
      for (key, secret) in [
        (key, Sensitive("wrong")), (key, other.secret), (key, app.secret), (twin, app.secret), (twin, key.secret),
      ] {
        refusals.append(
          try await #require(throws: ServiceError.self) { try await world.authorize(key, secret: secret) })
      }
      for secret in [Sensitive("wrong"), key.secret] {
        refusals.append(try await #require(throws: ServiceError.self) { try await world.issue(app, secret: secret) })
      }
      #expect(refusals.allSatisfy { $0.code == .invalidClient && $0.message == refusals[0].message })
      #expect(try await world.mayList(key) == true)
      _ = try await world.issue(app)
    }
  }

  @Test("R13: wrong secrets of a key are slowed down, the right one never")
  func brake() async throws {
    try await withWorld(.inProcess) { world in
      let key = try await world.makeKey(in: world.makeAccount())
      for _ in 1...6 { #expect(try await world.mayList(key, secret: Sensitive("wrong")) == nil) }
      #expect(world.pausesTaken == [.milliseconds(100)])
      #expect(try await world.mayList(key) == true)
      #expect(world.pausesTaken == [.milliseconds(100)])
    }
  }

  @Test("A request is made with just one credential", arguments: World.Wiring.allCases)
  func oneCredential(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let text = Sensitive("eyJ")
      for (token, key, secret) in [
        (nil, nil, nil), (text, .sample, text), (nil, .sample, nil), (nil, nil, text), (text, nil, text),
        (text, .sample, nil),
      ] as [(Sensitive?, APIKeySID?, Sensitive?)] {
        let error = try await #require(throws: ServiceError.self) {
          try await world.issuer.call(
            TokensAuthorize(token: token, apiKey: key, secret: secret, method: "GET", path: "/"))
        }
        #expect(error.code == .invalidParams && error.message.contains("either token, or api_key and secret"))
      }
    }
  }

  @Test(
    "R19: a key whose creation is sent again is made once, and its secret told again", arguments: World.Wiring.allCases)
  func repetition(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let create = APIKeysCreate(
        accountSid: account, friendlyName: try FriendlyName("Reports"), policy: Policy(allow: [World.listMessages]))
      let key = IdempotencyKey.random()
      let created = try await world.registry.call(create, key: key)
      for service in [.appRegistry, .secretManager] as [ServiceName] { try await world.start(service) }
      #expect(try await world.registry.call(create, key: key) == created)
      #expect(try await world.registry.call(APIKeysList(accountSid: account)).items == [created.apiKey])
      let rotate = APIKeysRotateSecret(sid: created.apiKey.sid)
      let rotation = IdempotencyKey.random()
      let issued = try await world.registry.call(rotate, key: rotation)
      #expect(try await world.registry.call(rotate, key: rotation) == issued)
      #expect(issued.clientId == .apiKey(created.apiKey.sid))
    }
  }

  @Test("Each main key's secret is good with the account's SID, and an account has no more of them than that holds for")
  func mostMainKeys() async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      var keys: [OwnedKey] = []
      for number in 1...APIKey.mostMainKeys {
        keys.append(try await world.makeKey("Main \(number)", in: account, allow: nil))
      }
      let error = try await #require(throws: ServiceError.self) {
        try await world.makeKey("One more", in: account, allow: nil)
      }
      #expect(error.code == .limitExceeded && error.message.contains("delete one, or create a restricted key"))
      for key in keys {
        _ = try await world.registry(showing: .account(account, secret: key.secret)).call(AppsList())
      }
      _ = try await world.makeKey("Restricted", in: account)
      _ = try await world.registry.call(APIKeysDelete(sid: keys[3].sid))
      _ = try await world.makeKey("One more", in: account, allow: nil)
    }
  }
}
