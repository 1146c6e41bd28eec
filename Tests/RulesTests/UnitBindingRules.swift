import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about units that are apps")
struct UnitBindingRules {
  private func unit(_ name: String) throws -> UnitName { try #require(UnitName(name)) }

  private func token(_ world: World, _ name: String) async throws -> TokenReply {
    try await world.client(.tokenIssuer, from: .systemd).call(TokensIssueToUnit(unit: unit(name)))
  }

  @Test("A bound unit gets a token of its app, with the scope of the binding; unbound it gets none")
  func life() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      #expect(try await world.refusal { _ = try await token(world, "report.service") } == "not_found")
      let binding = try await world.registry.call(
        UnitBindingsCreate(unit: unit("report.service"), clientId: app.sid, scope: World.listMessages))
      #expect(try await world.registry.call(UnitBindingsList()).items == [binding])
      #expect(try await world.registry.call(UnitBindingsList(clientId: binding.clientId)).items == [binding])
      #expect(try await world.registry.call(UnitBindingsList(clientId: .random())).items == [])
      let reply = try await token(world, "report.service")
      #expect(reply.scope == World.listMessages)
      #expect(reply.expiresIn == 3600)
      let claims = try #require(try await world.issuer.call(TokensIntrospect(token: reply.accessToken)).claims)
      #expect(claims.clientId == app.sid)
      #expect(claims.secretSid == nil && claims.clientKey == nil)
      #expect(try await world.authorize(reply.accessToken, account: app.account).allowed)
      _ = try await world.registry.call(UnitBindingsDelete(unit: unit("report.service")))
      #expect(try await world.refusal { _ = try await token(world, "report.service") } == "not_found")
      #expect(try await world.isActive(reply.accessToken), "what was issued goes on to its end")
      _ = try await world.registry.call(AppsRevokeTokens(sid: app.sid))
      #expect(try await !world.isActive(reply.accessToken))
    }
  }

  @Test("A page token of an app's bindings works in the list of that app's alone")
  func pages() async throws {
    try await withWorld(.inProcess) { world in
      let apps = try await world.makeApps(2, in: world.makeAccount())
      for name in ["a.service", "b.service"] {
        _ = try await world.registry.call(UnitBindingsCreate(unit: unit(name), clientId: apps[0].sid))
      }
      let size = PageSize(1)
      let page = try await world.registry.call(UnitBindingsList(clientId: apps[0].sid, pageSize: size))
      let token = try #require(page.nextPageToken)
      for list in [nil, apps[1].sid] {
        let call = UnitBindingsList(clientId: list, pageSize: size, pageToken: token)
        #expect(try await world.refusal { _ = try await world.registry.call(call) } == "invalid_params")
      }
      let rest = UnitBindingsList(clientId: apps[0].sid, pageSize: size, pageToken: token)
      #expect(try await world.registry.call(rest).items.map(\.unit.text) == ["b.service"])
    }
  }

  @Test("A unit's own binding goes before that of its template; of other templates nothing counts")
  func templates() async throws {
    try await withWorld(.inProcess) { world in
      let apps = try await world.makeApps(2, in: world.makeAccount())
      for (name, app) in [("worker@*.service", apps[0]), ("worker@a.service", apps[1])] {
        _ = try await world.registry.call(UnitBindingsCreate(unit: unit(name), clientId: app.sid))
      }
      for (name, app) in [("worker@a.service", apps[1]), ("worker@b.service", apps[0])] {
        let token = try await token(world, name).accessToken
        #expect(try await world.issuer.call(TokensIntrospect(token: token)).claims?.clientId == app.sid)
      }
      for name in ["worker.service", "workers@b.service", "worker@b.socket"] {
        #expect(try await world.refusal { _ = try await token(world, name) } == "not_found", "\(name)")
      }
    }
  }

  @Test("R7, R15: a deleted app's unit gets no token and can be bound anew; a disabled or suspended one's gets none")
  func appsEnd() async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let apps = try await world.makeApps(2, in: account)
      _ = try await world.registry.call(UnitBindingsCreate(unit: unit("a.service"), clientId: apps[0].sid))
      _ = try await world.registry.call(AppsDisable(sid: apps[0].sid))
      #expect(try await world.refusal { _ = try await token(world, "a.service") } == "unauthorized_client")
      _ = try await world.registry.call(AppsDelete(sid: apps[0].sid))
      #expect(try await world.refusal { _ = try await token(world, "a.service") } == "not_found")
      _ = try await world.registry.call(UnitBindingsCreate(unit: unit("a.service"), clientId: apps[1].sid))
      _ = try await world.registry.call(AccountsSuspend(sid: account))
      #expect(try await world.refusal { _ = try await token(world, "a.service") } == "unauthorized_client")
    }
  }

  @Test("What can't be bound is refused: an unknown app, a unit that is bound, a scope that the app does not allow")
  func refusals() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let bind = { @Sendable (name: String, app: AppSID, scope: String?) in
        _ = try await world.registry.call(
          UnitBindingsCreate(unit: try #require(UnitName(name)), clientId: app, scope: scope))
      }
      #expect(try await world.refusal { try await bind("a.service", .random(), nil) } == "not_found")
      #expect(try await world.refusal { try await bind("a.service", app.sid, " ") } == "invalid_scope")
      #expect(try await world.refusal { try await bind("a.service", app.sid, World.createMessages) } == "invalid_scope")
      try await bind("a.service", app.sid, nil)
      #expect(try await world.refusal { try await bind("a.service", app.sid, nil) } == "already_exists")
      let unbound = try unit("b.service")
      #expect(
        try await world.refusal { _ = try await world.registry.call(UnitBindingsDelete(unit: unbound)) } == "not_found")
    }
  }

  @Test("Operators alone bind units, and nobody but the service manager gets their tokens; R21 tells of refusals")
  func access() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let report = try unit("report.service")
      _ = try await world.makeUser("Ada", .owner, in: app.account)
      let owner = world.client(.appRegistry, as: "Ada")
      #expect(
        try await world.refusal { _ = try await owner.call(UnitBindingsCreate(unit: report, clientId: app.sid)) }
          == "access_denied")
      _ = try await world.registry.call(UnitBindingsCreate(unit: report, clientId: app.sid))
      for peer in [Peer.root, .person("eve"), .service(.gateway)] {
        let issuer = world.client(.tokenIssuer, from: peer)
        #expect(
          try await world.refusal { _ = try await issuer.call(TokensIssueToUnit(unit: report)) } == "access_denied")
      }
      #expect(try await world.refusal { _ = try await token(world, "other.service") } == "not_found")
      let store = try world.store(of: .tokenIssuer)
      try await store.keepAuditTrail(isLast: true)
      let entries = try await store.auditEntries(AuditList()).items.filter { $0.method == TokensIssueToUnit.name }
      #expect(Set(entries.map(\.outcome)) == ["access_denied", "not_found"])
    }
  }
}
