import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite("R21: the audit trail")
struct AuditRules {
  /// All entries of a service, oldest first.
  private func entries(_ world: World, _ service: ServiceName) async throws -> [AuditEntry] {
    try await world.client(service).call(AuditList(pageSize: PageSize(1000))).items.reversed()
  }

  private func verify(_ world: World) async throws {
    for service in ServiceName.withDatabase {
      let verification = try await world.client(service).call(AuditVerify())
      #expect(verification.intact, "\(service): \(verification.faults)")
    }
  }

  @Test("R21: every change is in the trail of each service that made it, once", arguments: World.Wiring.allCases)
  func changes(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      try await makeEveryChange(world)
      #expect(
        try await entries(world, .appRegistry).map(\.method) == [
          "accounts.create", "users.create", "roles.grant", "apps.create", "apps.update", "apps.rotate_secret",
          "apps.revoke_secret", "accounts.suspend", "accounts.resume", "apps.delete", "roles.revoke", "users.delete",
          "accounts.close",
        ])
      #expect(
        try await entries(world, .secretManager).map(\.method) == [
          "secrets.create", "secrets.rotate", "secrets.revoke", "secrets.destroy", "secrets.destroy",
        ])
      #expect(try await entries(world, .tokenIssuer).map(\.method) == ["tokens.revoke"])
      try await verify(world)
    }
  }

  /// Each once, and some again that change nothing.
  private func makeEveryChange(_ world: World) async throws {
    let account = try await world.makeAccount()
    let ada = try await world.makeUser("Ada", .developer, in: account)
    let app = try await world.makeApp(in: account, as: "Ada")
    let token = try await world.token(app)
    for _ in 1...2 { try await world.revoke(token, of: app) }
    let registry = world.client(.appRegistry, as: ada.text)
    let key = IdempotencyKey.random()
    for _ in 1...2 {
      _ = try await registry.call(AppsUpdate(sid: app.sid, description: try AppDescription("x")), key: key)
    }
    let issued = try await registry.call(AppsRotateSecret(sid: app.sid, gracePeriod: GracePeriod(60)))
    _ = try await registry.call(AppsRevokeSecret(sid: app.sid, secretSid: issued.sid))
    for _ in 1...2 { _ = try await world.registry.call(AccountsSuspend(sid: account)) }
    _ = try await world.registry.call(AccountsResume(sid: account))
    let deletion = IdempotencyKey.random()
    for _ in 1...2 { _ = try await registry.call(AppsDelete(sid: app.sid), key: deletion) }
    _ = try await world.registry.call(RolesRevoke(userSid: ada, accountSid: account, role: .developer))
    _ = try await world.registry.call(UsersDelete(sid: ada))
    _ = try await world.registry.call(AccountsClose(sid: account))
  }

  @Test("R21: an entry says who did what to what, and what it was before", arguments: World.Wiring.allCases)
  func content(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let app = try await world.makeApp(in: account, as: "Ada")
      let trace = TraceContext.random()
      let update = AppsUpdate(
        sid: app.sid, friendlyName: try FriendlyName("Invoices"), policy: Policy(allow: [World.readMessages]))
      _ = try await world.client(.appRegistry, as: ada.text).call(update, trace: trace)
      let entry = try #require(try await entries(world, .appRegistry).last)
      #expect(entry.caller == .operator && entry.uid == 0 && entry.login == "root" && entry.actorSid == ada)
      #expect(entry.traceId == trace.traceIDText && entry.subject == Subject(account, app.sid))
      #expect(
        entry.changes == [
          MemberChange(member: "friendly_name", from: "Billing", to: "Invoices"),
          MemberChange(
            member: "policy.allow", from: "\(World.listMessages) \(World.readMessages)", to: World.readMessages),
        ])
      _ = try await world.registry.call(AccountsSuspend(sid: account), trace: trace)
      let suspension = try #require(try await entries(world, .appRegistry).last)
      #expect(suspension.changes == [MemberChange(member: "status", from: "active", to: "suspended")])
      let rotation = try await world.rotate(app, grace: 0)
      let rotated = try #require(try await entries(world, .appRegistry).last)
      #expect(rotated.subject == Subject(account, app.sid, rotation.sid))
      let made = try #require(try await entries(world, .secretManager).last)
      #expect(made.caller == (wiring == .inProcess ? .service : .operator) && made.method == "secrets.rotate")
      #expect(made.traceId == rotated.traceId && made.subject == Subject(app.sid, rotation.sid))
    }
  }

  @Test("R21: a creation that is undone has no entry, and one that is finished when it comes again has one")
  func unfinished() async throws {
    let world = try await World()
    let account = try await world.makeAccount()
    let key = IdempotencyKey.random()
    let create = AppsCreate(
      accountSid: account, friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]))
    try await world.stop(.secretManager)
    _ = try await world.refusal { try await world.registry.call(create, key: key) }
    #expect(try await entries(world, .appRegistry).map(\.method) == ["accounts.create"])
    try await world.start(.secretManager)
    for _ in 1...2 { _ = try await world.registry.call(create, key: key) }
    #expect(try await entries(world, .appRegistry).map(\.method) == ["accounts.create", "apps.create"])
  }

  @Test("R21: refused changes are in the trail, with whom and why", arguments: World.Wiring.allCases)
  func refusals(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let sam = try await world.makeUser("Sam", .support, in: account)
      let app = try await world.makeApp(in: account)
      for _ in 1...3 {
        _ = try await world.refusal {
          try await world.client(.appRegistry, as: sam.text).call(AppsDelete(sid: app.sid))
        }
      }
      _ = try await world.refusal { try await world.registry.call(AppsDelete(sid: .random())) }
      try await world.store(of: .appRegistry).keepAuditTrail(isLast: true)
      let refused = try await entries(world, .appRegistry).filter { $0.outcome != AuditEntry.made }
      #expect(Set(refused.map(\.outcome)) == ["role_not_permitted", "not_found"])
      let denial = try #require(refused.first { $0.outcome == "role_not_permitted" })
      #expect(denial.method == "apps.delete" && denial.actorSid == sam && denial.count == 3)
      #expect(denial.subject[.app] == app.sid.text)
      try await verify(world)
    }
  }

  @Test("R21: what a user did is found by its name, whatever signs that has")
  func actorByName() async throws {
    let world = try await World()
    let account = try await world.makeAccount()
    for name in ["Ada [ops]", "Ada o", "*?%"] {
      _ = try await world.makeUser(name, .developer, in: account)
      _ = try await world.makeApp("App of \(name)", in: account, as: name)
      let found = try await world.registry.call(AuditList(actor: name)).items
      #expect(found.map(\.method) == ["apps.create"], "\(name)")
    }
    #expect(try await world.registry.call(AuditList(actor: "Ada*")).items.isEmpty)
  }

  @Test("R21, R3: people see the entries of accounts whose apps they may use, operators all, others none")
  func access() async throws {
    let world = try await World()
    let account = try await world.makeAccount()
    let other = try await world.makeAccount("Other")
    for (name, role) in [("dora", Role.developer), ("sam", .support)] {
      let user = try await world.registry.call(UsersCreate(friendlyName: FriendlyName(name), unixUser: name)).sid
      _ = try await world.registry.call(RolesGrant(userSid: user, accountSid: account, role: role))
    }
    let dora = world.client(.appRegistry, from: .person("dora"))
    let found = try await dora.call(AuditList(accountSid: account)).items
    #expect(found.map(\.method) == ["roles.grant", "roles.grant", "accounts.create"])
    _ = try await dora.call(
      AppsCreate(
        accountSid: account, friendlyName: FriendlyName("Billing"), policy: Policy(allow: [World.readMessages])))
    for actor in ["dora", try #require(try await world.registry.call(UsersList()).items.first).sid.text] {
      #expect(try await dora.call(AuditList(accountSid: account, actor: actor)).items.map(\.method) == ["apps.create"])
    }
    let sam = world.client(.appRegistry, from: .person("sam"))
    #expect(try await world.refusal { try await sam.call(AuditList(accountSid: account)) } == "role_not_permitted")
    #expect(try await world.refusal { try await dora.call(AuditList(accountSid: other)) } == "not_found")
    #expect(try await world.refusal { try await dora.call(AuditList()) } == "invalid_params")
    for service in [ServiceName.secretManager, .tokenIssuer] {
      let dora = world.client(service, from: .person("dora"))
      #expect(try await world.refusal { try await dora.call(AuditList(accountSid: account)) } == "access_denied")
    }
    #expect(try await world.refusal { try await dora.call(AuditVerify()) } == "access_denied")
    let nobody = world.client(.appRegistry, from: .person("nobody"))
    #expect(try await world.refusal { try await nobody.call(AuditList(accountSid: account)) } == "access_denied")
  }
}
