import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// What the console may do on its own, who else may do what with sessions, and how many there are.
@Suite("Rules about what sessions and the console may not do")
struct SessionLimitRules {
  /// Asks for every method that is not open to anyone; what comes of it is found out afterwards.
  private final class Attempts: MethodCheck, Sendable {
    typealias Attempt = @Sendable (Client) async throws -> Void
    let all = Mutex<[(name: String, attempt: Attempt)]>([])

    func callAsFunction<M: Method>(_ method: M.Type) {
      guard !M.access.contains(.anyone) else { return }
      all.withLock { $0.append((M.name, { _ = try await $0.call(M.example.request) })) }
    }
  }

  @Test("The console has no right of its own, but to begin sessions")
  func console() async throws {
    let world = try await World()
    let attempts = Attempts()
    try attempts.run()
    let all = attempts.all.withLock(\.self)
    #expect(all.count > 50)
    var open: Set<String> = []
    for service in [.appRegistry, .tokenIssuer] as [ServiceName] {
      let names = Set(service.methods.map(\.name))
      for (name, attempt) in all where names.contains(name) {
        let refusal = try await world.refusal {
          try await attempt(world.client(service, from: .service(.console)))
        }
        if refusal != "access_denied" { open.insert(name) }
      }
    }
    #expect(open == ["sessions.redeem"])
  }

  @Test("Nobody but the console calls in a session, and nobody in a session and for another at the same time")
  func others() async throws {
    let world = try await World()
    let session = try await world.signIn().session
    for peer in [Peer.person("eve"), .root, .inspector] + ServiceName.allCases.map(Peer.service) {
      let client = world.client(.appRegistry, in: session, from: peer)
      let refusal = try await world.refusal { try await client.call(AccountsList()) }
      #expect((refusal == nil) == peer.callers.contains(.service(.console)))
    }
    let both = Peer(processID: 1, userID: 0, callers: [.anyone, .people, .operators, .service(.console)]) { "root" }
    let client = world.client(.appRegistry, in: session, from: both, as: "Ada")
    #expect(try await world.refusal { try await client.call(AccountsList()) } == "invalid_request")
    #expect(
      try await world.refusal { try await world.registry.call(SessionsCheck(session: session)) } == "access_denied")
  }

  @Test("A session makes no other", arguments: [nil, "Ada"])
  func offspring(user: String?) async throws {
    let world = try await World()
    _ = try await world.makeUser("Ada", .owner, in: world.makeAccount())
    let session = try await world.signIn(as: user)
    #expect(
      try await world.refusal { try await world.registry(in: session).call(SessionsCreate()) } == "access_denied")
  }

  @Test("A stranger, and a user id without a name, get no link")
  func strangers() async throws {
    let world = try await World()
    for peer in [Peer.person("eve"), .person(nil), .service(.tokenIssuer), .service(.gateway)] {
      let client = world.client(.appRegistry, from: peer)
      #expect(try await world.refusal { try await client.call(SessionsCreate()) } == "access_denied")
    }
  }

  @Test("Of a user the newest 4 links work, and the newest 16 sessions; others' are left alone")
  func bounds() async throws {
    let world = try await World()
    let account = try await world.makeAccount()
    for name in ["Ada", "Bob"] { _ = try await world.makeUser(name, .developer, in: account) }
    let (bob, root) = (try await world.signIn(as: "Bob"), try await world.signIn())
    let pending = try await world.link(as: "Bob")
    var links: [SessionLink] = []
    for _ in 1...6 { links.append(try await world.link(as: "Ada")) }
    for (number, link) in links.enumerated() {
      let refusal = try await world.refusal { try await world.console.call(SessionsRedeem(linkCode: link.linkCode)) }
      #expect(refusal == (number < 2 ? "invalid_session" : nil))
    }
    var sessions: [OpenedSession] = []
    for _ in 1...17 {
      world.clock.advance(by: 1)
      sessions.append(try await world.signIn(as: "Ada"))
    }
    #expect(try await world.whoami(in: sessions[0]) == "invalid_session")
    for session in sessions.dropFirst() + [bob, root] { #expect(try await world.whoami(in: session) == nil) }
    _ = try await world.console.call(SessionsRedeem(linkCode: pending.linkCode))
  }

  @Test("Ten thousand wrong links change nothing, are few entries of the trail, and keep no right one from working")
  func guesses() async throws {
    let world = try await World()
    let link = try await world.link()
    for number in 1...10_000 {
      let guess = SessionsRedeem(linkCode: Sensitive("oal_\(number)"))
      #expect(try await world.refusal { try await world.console.call(guess) } == "invalid_session")
    }
    _ = try await world.console.call(SessionsRedeem(linkCode: link.linkCode))
    try await world.store(of: .appRegistry).keepAuditTrail(isLast: true)
    let refused = try await world.registry.call(AuditList(outcome: "invalid_session")).items
    #expect(refused.map(\.count) == [10_000])
  }

  @Test(
    "A session is ended by itself, its user or an operator; all of a user's as well, with the links",
    arguments: World.Wiring.allCases)
  func ending(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let bob = try await world.makeUser("Bob", .owner, in: account)
      var sessions: [OpenedSession] = []
      for name in ["Ada", "Ada", "Ada", "Ada", "Bob"] { sessions.append(try await world.signIn(as: name)) }
      let root = try await world.signIn()
      _ = try await world.registry(in: sessions[0]).call(SessionsEnd())
      _ = try await world.registry(in: sessions[3]).call(SessionsEnd(sid: sessions[1].holder.sid))
      for end in [
        SessionsEnd(sid: sessions[2].holder.sid), SessionsEnd(sid: root.holder.sid), SessionsEnd(userSid: ada),
      ] {
        #expect(try await world.refusal { try await world.registry(in: sessions[4]).call(end) } == "not_found")
      }
      #expect(
        try await world.registry(in: sessions[4]).call(SessionsList()).items.map(\.sid) == [sessions[4].holder.sid])
      _ = try await world.registry.call(SessionsEnd(sid: sessions[2].holder.sid))
      #expect(try await world.registry.call(SessionsList()).items.map(\.userSid) == [ada, bob, nil])
      let link = try await world.link(as: "Ada")
      _ = try await world.client(.appRegistry, as: "Ada").call(SessionsEnd())
      _ = try await world.registry.call(SessionsEnd(userSid: bob))
      for session in sessions { #expect(try await world.whoami(in: session) == "invalid_session") }
      #expect(
        try await world.refusal { try await world.console.call(SessionsRedeem(linkCode: link.linkCode)) }
          == "invalid_session")
      #expect(try await world.whoami(in: root) == nil)
      _ = try await world.registry.call(SessionsEnd())
      #expect(try await world.whoami(in: root) == "invalid_session")
      let both = SessionsEnd(sid: root.holder.sid, userSid: bob)
      #expect(try await world.refusal { try await world.registry.call(both) } == "invalid_params")
      #expect(try await world.refusal { try await world.registry.call(SessionsEnd(sid: .random())) } == "not_found")
    }
  }

  @Test(
    "R21: the trail tells of a session's beginning and end, and of each change in it by whom and in which session",
    arguments: World.Wiring.allCases)
  func trail(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let (hers, root) = (try await world.signIn(as: "Ada"), try await world.signIn())
      let create = AppsCreate(
        accountSid: account, friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]))
      _ = try await world.registry(in: hers).call(create)
      _ = try await world.refusal { try await world.registry(in: hers).call(UsersDelete(sid: ada)) }
      _ = try await world.registry(in: root).call(AccountsSuspend(sid: account))
      _ = try await world.client(.tokenIssuer, in: root.session).call(SigningKeysRotate())
      _ = try await world.registry(in: hers).call(SessionsEnd())
      for service in [.appRegistry, .tokenIssuer] as [ServiceName] {
        try await world.store(of: service).keepAuditTrail(isLast: true)
      }
      let entries =
        try await world.registry.call(AuditList(pageSize: PageSize(1000))).items
        + world.issuer.call(AuditList(pageSize: PageSize(1000))).items
      let told = Set(
        entries.compactMap { entry -> String? in
          entry.session.map { "\(entry.method) \(entry.outcome) \(entry.caller) \(entry.actor) \($0)" }
        })
      let login = try #require(root.holder.login)
      #expect(
        told == [
          "apps.create ok person \(ada) \(hers.holder.sid)",
          "users.delete access_denied person \(ada) \(hers.holder.sid)",
          "sessions.end ok person \(ada) \(hers.holder.sid)",
          "accounts.suspend ok operator \(login) \(root.holder.sid)",
          "signing_keys.rotate ok operator \(login) \(root.holder.sid)",
        ])
      let about = entries.filter { $0.subject[.session] == hers.holder.sid.text }.map(\.method)
      #expect(about == ["sessions.end", "sessions.redeem", "sessions.create"])
      #expect(entries.filter { $0.method == "sessions.redeem" }.map(\.actorSid) == [nil, ada])
    }
  }
}
