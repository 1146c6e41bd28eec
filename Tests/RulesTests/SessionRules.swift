import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

/// Who signs in at the console, for how long, and what the console can do with it.
@Suite("Rules about sessions of the console")
struct SessionRules {
  @Test("A link works once, and for 60 s; afterwards it is as unknown as any", arguments: World.Wiring.allCases)
  func link(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let (first, late, last) = (try await world.link(), try await world.link(), try await world.link())
      #expect(first.consoleUrl == "http://localhost:8444" && first.dateExpires == world.clock.now + 60)
      let opened = try await world.console.call(SessionsRedeem(linkCode: first.linkCode))
      #expect(opened.holder.sid == first.sid && opened.holder.dateExpires == world.clock.now + 28_800)
      world.clock.advance(by: 59)
      _ = try await world.console.call(SessionsRedeem(linkCode: last.linkCode))
      world.clock.advance(by: 1)
      var errors: [ServiceError?] = []
      for code in [first.linkCode, late.linkCode, last.linkCode, opened.session, Sensitive("oal_guess"), Sensitive("")]
      {
        errors.append(
          await #expect(throws: ServiceError.self) { try await world.console.call(SessionsRedeem(linkCode: code)) })
      }
      #expect(errors.allSatisfy { $0?.code == .invalidSession && $0 == errors[0] })
      #expect(try await world.whoami(in: opened) == nil)
    }
  }

  @Test("What proves a session has 256 random bits, tells scanners what it is, and is kept as a hash (R14)")
  func secrets() async throws {
    let world = try await World()
    let key = IdempotencyKey.random()
    let link = try await world.registry.call(SessionsCreate(), key: key)
    let opened = try await world.console.call(SessionsRedeem(linkCode: link.linkCode), key: .random())
    #expect(link.linkCode.revealed.hasPrefix("oal_") && opened.session.revealed.hasPrefix("oas_"))
    #expect("\(link) \(opened)".contains("oa") == false)
    let bodies = [link.linkCode, opened.session].map { $0.revealed.dropFirst(4) }
    #expect(bodies.allSatisfy { $0.utf8.count == 43 } && bodies[0] != bodies[1])
    let kept: [String] = try await world.store(of: .appRegistry).read { transaction in
      try transaction.rows("SELECT hex(hash) AS text FROM sessions UNION SELECT hex(reply) FROM kept_replies").map {
        try $0.value("text")
      }
    }
    #expect(kept.count == 3)
    for body in bodies {
      let hex = body.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
      #expect(!kept.contains { $0.contains(hex) })
    }
  }

  @Test("R19: a link and a session whose reply was lost are told again, to the same request alone")
  func repetition() async throws {
    let world = try await World()
    let (key, other) = (IdempotencyKey.random(), IdempotencyKey.random())
    let link = try await world.registry.call(SessionsCreate(), key: key)
    try await world.start(.appRegistry)
    #expect(try await world.registry.call(SessionsCreate(), key: key) == link)
    let redeem = SessionsRedeem(linkCode: link.linkCode)
    let opened = try await world.console.call(redeem, key: other)
    try await world.start(.appRegistry)
    #expect(try await world.console.call(redeem, key: other) == opened)
    for key in [nil, IdempotencyKey.random()] {
      #expect(try await world.refusal { try await world.console.call(redeem, key: key) } == "invalid_session")
    }
    #expect(try await world.registry.call(SessionsList()).items.map(\.sid) == [link.sid])
  }

  @Test(
    "A call in a session has the rights that its user has at that moment: what is taken away is missing at once",
    arguments: World.Wiring.allCases)
  func rights(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let (account, foreign) = (try await world.makeAccount(), try await world.makeAccount("Foreign"))
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let session = try await world.signIn(as: "Ada")
      #expect(session.holder.user?.sid == ada)
      let registry = world.registry(in: session)
      let app = AppsCreate(
        accountSid: account, friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]))
      #expect(try await registry.call(app).app.creatorSid == ada)
      #expect(try await registry.call(UsersWhoami()).user?.sid == ada)
      #expect(try await world.refusal { try await registry.call(AppsList(accountSid: foreign)) } == "not_found")
      for call in [
        { _ = try await registry.call(AccountsCreate(friendlyName: try FriendlyName("x"))) },
        { _ = try await registry.call(UsersList()) },
        { _ = try await world.client(.tokenIssuer, in: session.session).call(SigningKeysList()) },
        { _ = try await world.client(.tokenIssuer, in: session.session).call(AuditList()) },
      ] as [() async throws -> Void] {
        #expect(try await world.refusal { try await call() } == "access_denied")
      }
      _ = try await world.registry.call(RolesGrant(userSid: ada, accountSid: account, role: .support))
      _ = try await world.registry.call(RolesRevoke(userSid: ada, accountSid: account, role: .developer))
      #expect(
        try await world.refusal { try await registry.call(AppsList(accountSid: account)) } == "role_not_permitted")
      _ = try await world.registry.call(RolesRevoke(userSid: ada, accountSid: account, role: .support))
      #expect(try await world.refusal { try await registry.call(AppsList(accountSid: account)) } == "not_found")
      _ = try await world.registry.call(UsersDelete(sid: ada))
      #expect(try await world.whoami(in: session) == "invalid_session")
      #expect(try await world.registry.call(SessionsList()).items == [])
    }
  }

  @Test("Who has another login name from now on is signed out, and the links are void", arguments: [true, false])
  func loginName(isPending: Bool) async throws {
    let world = try await World()
    let user = try await world.registry.call(UsersCreate(friendlyName: FriendlyName("Bob"), unixUser: "bob")).sid
    let bob = world.client(.appRegistry, from: .person("bob"))
    let link = try await bob.call(SessionsCreate())
    let redeem = SessionsRedeem(linkCode: link.linkCode)
    let session = isPending ? nil : try await world.console.call(redeem)
    if let session { #expect(session.holder.login == "bob" && session.holder.user?.sid == user) }
    _ = try await world.registry.call(UsersUpdate(sid: user, friendlyName: FriendlyName("Robert")))
    if let session { #expect(try await world.whoami(in: session) == nil) }
    _ = try await world.registry.call(UsersUpdate(sid: user, unixUser: ""))
    guard let session else {
      #expect(try await world.refusal { try await world.console.call(redeem) } == "invalid_session")
      return
    }
    #expect(try await world.whoami(in: session) == "invalid_session")
  }

  @Test("An operator's session is one as long as its user is in the group", arguments: World.Wiring.allCases)
  func operators(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let session = try await world.signIn()
      let issuer = world.client(.tokenIssuer, in: session.session)
      #expect(session.holder.user == nil)
      _ = try await world.registry(in: session).call(AccountsCreate(friendlyName: FriendlyName("Acme")))
      #expect(try await world.registry(in: session).call(UsersWhoami()).operator)
      _ = try await issuer.call(SigningKeysList())
      world.removeOperator(UInt32(session.holder.uid))
      #expect(try await world.whoami(in: session) == "invalid_session")
      let error = await #expect(throws: ServiceError.self) { try await issuer.call(SigningKeysList()) }
      #expect(error?.code == .invalidSession && error?.path == "meta.session")
      // What the process still is to the kernel is worth no session.
      #expect(try await world.refusal { try await world.link() } == "access_denied")
    }
  }

  @Test("So it is with one that an operator has opened as a user; the user's own is another")
  func actingOperators() async throws {
    let world = try await World()
    let account = try await world.makeAccount()
    _ = try await world.makeUser("Ada", .developer, in: account)
    _ = try await world.registry.call(UsersCreate(friendlyName: FriendlyName("Bob"), unixUser: "bob"))
    let session = try await world.signIn(as: "Ada")
    let link = try await world.client(.appRegistry, from: .person("bob")).call(SessionsCreate())
    let own = try await world.console.call(SessionsRedeem(linkCode: link.linkCode))
    #expect(try await world.whoami(in: session) == nil)
    for each in [session, own] { world.removeOperator(UInt32(each.holder.uid)) }
    #expect(try await world.whoami(in: session) == "invalid_session")
    #expect(try await world.whoami(in: own) == nil)
  }

  @Test("It ends after 8 hours, or 30 minutes without a call; a clock that goes back ends it as well")
  func times() async throws {
    let world = try await World()
    let (used, idle) = (try await world.signIn(), try await world.signIn())
    for _ in 1...17 {
      world.clock.advance(by: 1680)
      #expect(try await world.whoami(in: used) == nil)
    }
    #expect(try await world.whoami(in: idle) == "invalid_session")
    #expect(try await world.registry.call(SessionsList()).items.map(\.sid) == [used.holder.sid])
    world.clock.advance(by: 28_800 - 17 * 1680 - 1)
    #expect(try await world.whoami(in: used) == nil)
    world.clock.advance(by: 1)
    #expect(try await world.whoami(in: used) == "invalid_session")
    let last = try await world.signIn()
    world.clock.advance(by: 1799)
    #expect(try await world.whoami(in: last) == nil)
    world.clock.set(by: -86_400)
    #expect(try await world.whoami(in: last) == "invalid_session")
  }

  @Test("Its use is written down at most once a minute")
  func use() async throws {
    let world = try await World()
    let session = try await world.signIn()
    let start = world.clock.now
    for seconds in [0, 59, 60, 119, 120] {
      world.clock.advance(by: seconds - (world.clock.now.secondsSince1970 - start.secondsSince1970))
      #expect(try await world.whoami(in: session) == nil)
      let noted = try await world.registry.call(SessionsList()).items.map(\.dateLastUsed)
      #expect(noted == [start + seconds / 60 * 60])
    }
  }
}
