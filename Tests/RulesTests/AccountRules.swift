import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about accounts and people")
struct AccountRules {
  @Test(
    "R1: only region us1 is served; any other is refused and the one that is served is named",
    arguments: World.Wiring.allCases)
  func region(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let error = try await #require(throws: ServiceError.self) {
        try await world.registry.call(
          AppsCreate(
            accountSid: account, friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]),
            region: "ie1"))
      }
      #expect(error.code == .regionNotSupported)
      #expect(error.message.contains("us1"))
      let app = try await world.makeApp(in: account)
      #expect(try await world.registry.call(AppsGet(sid: app.sid)).region == "us1")
    }
  }

  @Test("R2: an account of either type does the same", arguments: World.Wiring.allCases, AccountType.allCases)
  func accountTypes(_ wiring: World.Wiring, _ type: AccountType) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount(type: type)
      for number in 1...5 {
        let app = try await world.makeApp("App \(number)", in: account)
        _ = try await world.rotate(app)
        #expect(try await world.isActive(world.token(app)))
      }
      let subaccount = try await world.makeAccount("Sub", type: type, parent: account)
      #expect(try await world.isActive(world.token(world.makeApp(in: subaccount))))
    }
  }

  @Test(
    "R3: an Owner, Administrator or Developer may do everything with apps", arguments: World.Wiring.allCases,
    [Role.owner, .administrator, .developer])
  func permittedRoles(_ wiring: World.Wiring, _ role: Role) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let user = try await world.makeUser("Ada", role, in: account)
      let registry = world.client(.appRegistry, as: user.text)
      let app = try await world.makeApp(in: account, as: user.text)
      #expect(try await registry.call(AppsGet(sid: app.sid)).creatorSid == user)
      #expect(try await registry.call(AppsList(accountSid: account)).items.map(\.sid) == [app.sid])
      _ = try await registry.call(AppsUpdate(sid: app.sid, description: try AppDescription("x")))
      let rotated = try await registry.call(AppsRotateSecret(sid: app.sid))
      #expect(try await registry.call(AppsListSecrets(sid: app.sid)).items.count == 2)
      _ = try await registry.call(AppsRevokeSecret(sid: app.sid, secretSid: rotated.sid))
      _ = try await registry.call(AppsDelete(sid: app.sid))
    }
  }

  @Test(
    "R3: every other role is refused, and to whoever has no role the app does not exist",
    arguments: World.Wiring.allCases, [Role.support, .billingManager, nil])
  func refusedRoles(_ wiring: World.Wiring, _ role: Role?) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      let user = try await world.makeUser("Sam", role, in: account)
      let registry = world.client(.appRegistry, as: user.text)
      let refusals = [
        try await world.refusal { try await world.makeApp("Other", in: account, as: user.text) },
        try await world.refusal { try await registry.call(AppsGet(sid: app.sid)) },
        try await world.refusal { try await registry.call(AppsList(accountSid: account)) },
        try await world.refusal {
          try await registry.call(AppsUpdate(sid: app.sid, description: try AppDescription("x")))
        },
        try await world.refusal { try await registry.call(AppsRotateSecret(sid: app.sid)) },
        try await world.refusal { try await registry.call(AppsListSecrets(sid: app.sid)) },
        try await world.refusal { try await registry.call(AppsRevokeSecret(sid: app.sid, secretSid: app.secretSid)) },
        try await world.refusal { try await registry.call(AppsDelete(sid: app.sid)) },
      ]
      #expect(refusals == Array(repeating: role == nil ? "not_found" : "role_not_permitted", count: 8))
      #expect(try await world.isActive(world.token(app)))
    }
  }

  @Test("R6: an app outlives its creator's role and its creator", arguments: World.Wiring.allCases)
  func creatorGone(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let user = try await world.makeUser("Ada", .developer, in: account)
      let app = try await world.makeApp(in: account, as: user.text)
      let token = try await world.token(app)
      _ = try await world.registry.call(RolesRevoke(userSid: user, accountSid: account, role: .developer))
      #expect(try await world.isActive(token))
      _ = try await world.registry.call(UsersDelete(sid: user))
      #expect(try await world.isActive(token))
      #expect(try await world.isActive(world.token(app)))
      let kept = try await world.registry.call(AppsGet(sid: app.sid))
      #expect(kept.createdBy == "Ada")
      #expect(kept.creatorSid == user)
      _ = try await world.rotate(app)
      #expect(
        try await world.refusal { try await world.makeApp("Other", in: account, as: user.text) } == "access_denied")
    }
  }

  @Test(
    "R11: an app works for its own account only, neither for a subaccount nor for the parent",
    arguments: World.Wiring.allCases)
  func subaccountResources(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let parent = try await world.makeAccount()
      let subaccount = try await world.makeAccount("Sub", parent: parent)
      let parentToken = try await world.token(world.makeApp(in: parent))
      let subaccountToken = try await world.token(world.makeApp(in: subaccount))
      #expect(try await world.authorize(parentToken, account: parent).allowed)
      #expect(try await !world.authorize(parentToken, account: subaccount).allowed)
      #expect(try await world.authorize(subaccountToken, account: subaccount).allowed)
      #expect(try await !world.authorize(subaccountToken, account: parent).allowed)
      #expect(try await !world.authorize(parentToken, account: parent, given: subaccount).allowed)
    }
  }

  @Test("R11: subaccounts are one level deep", arguments: World.Wiring.allCases)
  func oneLevel(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let subaccount = try await world.makeAccount("Sub", parent: world.makeAccount())
      let refusal = try await world.refusal { try await world.makeAccount("Below", parent: subaccount) }
      #expect(refusal == "invalid_params")
    }
  }

  @Test(
    "R11: the parent's Owner and Administrator manage a subaccount's apps, its Developer only with a role there",
    arguments: World.Wiring.allCases)
  func parentRoles(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let parent = try await world.makeAccount()
      let subaccount = try await world.makeAccount("Sub", parent: parent)
      for (name, role) in [("Olga", Role.owner), ("Ari", .administrator)] {
        let user = try await world.makeUser(name, role, in: parent)
        _ = try await world.makeApp("App of \(name)", in: subaccount, as: user.text)
      }
      let developer = try await world.makeUser("Dev", .developer, in: parent)
      let refusal = try await world.refusal { try await world.makeApp("Dev's", in: subaccount, as: developer.text) }
      #expect(refusal == "not_found")
      _ = try await world.registry.call(RolesGrant(userSid: developer, accountSid: subaccount, role: .developer))
      _ = try await world.makeApp("Dev's", in: subaccount, as: developer.text)
      let below = try await world.makeUser("Ole", .owner, in: subaccount)
      let upward = try await world.refusal { try await world.makeApp("Upward", in: parent, as: below.text) }
      #expect(upward == "not_found")
    }
  }

  @Test(
    "R15: a suspended account gets no tokens and has no active ones until it is resumed",
    arguments: World.Wiring.allCases)
  func suspension(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      let token = try await world.token(app)
      _ = try await world.registry.call(AccountsSuspend(sid: account))
      #expect(try await !world.isActive(token))
      #expect(try await !world.authorize(token, account: account).allowed)
      #expect(try await world.refusal { try await world.issue(app) } == "unauthorized_client")
      _ = try await world.registry.call(AccountsResume(sid: account))
      #expect(try await world.isActive(token))
      #expect(try await world.isActive(world.token(app)))
    }
  }

  @Test("R15: closing an account is final", arguments: World.Wiring.allCases)
  func closing(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let app = try await world.makeApp(in: account)
      let token = try await world.token(app)
      _ = try await world.registry.call(AccountsClose(sid: account))
      #expect(try await !world.isActive(token))
      #expect(try await world.refusal { try await world.issue(app) } == "unauthorized_client")
      #expect(try await world.refusal { try await world.registry.call(AccountsResume(sid: account)) } == "conflict")
      #expect(try await !world.isActive(token))
    }
  }
}
