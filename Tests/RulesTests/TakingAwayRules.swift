import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about what is taken away")
struct TakingAwayRules {
  @Test(
    "R10: grace 0 ends every token issued before, those of expired and of pushed-out secrets too",
    arguments: World.Wiring.allCases)
  func noGraceEndsAll(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount(), ttl: 200_000)
      var tokens = [try await world.token(app)]
      for grace in [3600, 60, 3600, 3600] {
        let secret = try await world.rotate(app, grace: grace).secret
        tokens.append(try await world.token(app, secret: secret))
        world.clock.advance(by: 100)
      }
      for token in tokens { #expect(try await world.isActive(token)) }
      let last = try await world.rotate(app, grace: 0)
      for token in tokens { #expect(try await !world.isActive(token)) }
      #expect(try await world.isActive(world.token(app, secret: last.secret)))
      #expect(try await world.refusal { try await world.issue(app) } == "invalid_client")
    }
  }

  @Test(
    "R16: what is taken away while the account or its parent is suspended does not come back when it is resumed",
    arguments: World.Wiring.allCases, [true, false])
  func whileSuspended(_ wiring: World.Wiring, byParent: Bool) async throws {
    try await withWorld(wiring) { world in
      let parent = try await world.makeAccount()
      let account = try await world.makeAccount("Branch", parent: parent)
      let apps = try await world.makeApps(5, in: account)
      let tokens = try await world.tokens(apps)
      let suspended = byParent ? parent : account
      _ = try await world.registry.call(AccountsSuspend(sid: suspended))

      _ = try await world.registry.call(AppsRevokeSecret(sid: apps[0].sid, secretSid: apps[0].secretSid))
      let new = try await world.rotate(apps[1], grace: 0)
      #expect(try await world.refusal { try await world.issue(apps[1], secret: new.secret) } == "unauthorized_client")
      try await world.revoke(tokens[2], of: apps[2])
      _ = try await world.registry.call(AppsDelete(sid: apps[3].sid))
      let narrowed = AppsUpdate(
        sid: apps[4].sid, policy: Policy(allow: [World.readMessages], deny: [World.createMessages]))
      _ = try await world.registry.call(narrowed)
      #expect(try await world.refusal { try await world.rotate(apps[4], grace: 1) } == "conflict")

      _ = try await world.registry.call(AccountsResume(sid: suspended))
      for token in tokens.prefix(4) { #expect(try await !world.isActive(token)) }
      #expect(try await world.isActive(world.token(apps[1], secret: new.secret)))
      #expect(try await world.isActive(tokens[4]))
      #expect(try await !world.authorize(tokens[4], account: account).allowed)
    }
  }

  @Test(
    "R12, R16: who changes one list of a policy leaves the other as somebody else has made it; suspended accounts too",
    arguments: World.Wiring.allCases)
  func lists(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let (allow, deny) = (["/twilio/messaging/messages/*"], ["/twilio/messaging/messages/delete"])
      let more = allow + ["/twilio/iam/api-keys/list"]
      let app = try await world.makeApp(in: account, allow: more)
      let key = try await world.makeKey(in: account, allow: more)
      _ = try await world.registry.call(AccountsSuspend(sid: account))
      _ = try await world.registry.call(AppsUpdate(sid: app.sid, allow: allow))
      _ = try await world.registry.call(APIKeysUpdate(sid: key.sid, allow: allow))
      let wanted = Policy(allow: allow, deny: deny)
      #expect(try await world.registry.call(AppsUpdate(sid: app.sid, deny: deny)).policy == wanted)
      #expect(try await world.registry.call(APIKeysUpdate(sid: key.sid, deny: deny)).policy == wanted)
      #expect(
        try await world.refusal { _ = try await world.registry.call(AppsUpdate(sid: app.sid, deny: [])) } == "conflict")
      let both = AppsUpdate(sid: app.sid, policy: wanted, deny: deny)
      #expect(try await world.refusal { _ = try await world.registry.call(both) } == "invalid_params")
    }
  }

  @Test("R16: in a closed account taking away works as well", arguments: World.Wiring.allCases)
  func whileClosed(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let apps = try await world.makeApps(2, in: account)
      let tokens = try await world.tokens(apps)
      _ = try await world.registry.call(AccountsClose(sid: account))
      try await world.revoke(tokens[0], of: apps[0])
      _ = try await world.registry.call(AppsRevokeSecret(sid: apps[0].sid, secretSid: apps[0].secretSid))
      _ = try await world.rotate(apps[1], grace: 0)
      _ = try await world.registry.call(AppsUpdate(sid: apps[1].sid, policy: Policy(allow: [World.readMessages])))
      for app in apps { _ = try await world.registry.call(AppsDelete(sid: app.sid)) }
    }
  }

  @Test("R18: a revoked token stays revoked after the clock was ahead", arguments: World.Wiring.allCases)
  func clockAhead(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let revoked = try await world.token(app)
      try await world.revoke(revoked, of: app)
      for error in [7200, 90_000, 40_000_000] {
        world.clock.set(by: error)
        try await world.revoke(world.token(app), of: app)
        world.clock.set(by: -error)
        #expect(try await !world.isActive(revoked))
      }
    }
  }

  @Test("R18: a revoked token stays revoked when the clock is set back by hours", arguments: World.Wiring.allCases)
  func clockSetBack(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let revoked = try await world.token(app)
      try await world.revoke(revoked, of: app)
      for hours in [2, 10] {
        world.clock.advance(by: hours * 3600)
        try await world.revoke(world.token(app), of: app)
      }
      for hours in [10, 2] {
        world.clock.set(by: -hours * 3600)
        #expect(try await !world.isActive(revoked))
      }
    }
  }

  @Test(
    "R18: a token that was issued, or revoked, while the clock was wrong stays revoked once it is right",
    arguments: World.Wiring.allCases)
  func wrongMeanwhile(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      world.clock.set(by: 7200)
      let issuedAhead = try await world.token(app)
      world.clock.set(by: -7200)
      let token = try await world.token(app)
      try await world.revoke(issuedAhead, of: app)
      world.clock.set(by: 7200)
      try await world.revoke(token, of: app)
      world.clock.set(by: -7200)
      #expect(try await !world.isActive(token))
      world.clock.advance(by: 7200)
      #expect(try await !world.isActive(issuedAhead))
      world.clock.set(by: 7200)
      try await world.revoke(world.token(app), of: app)
      world.clock.set(by: -7200)
      #expect(try await !world.isActive(issuedAhead))
    }
  }
}
