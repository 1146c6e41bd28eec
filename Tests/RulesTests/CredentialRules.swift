import Foundation
import Permissions
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

/// What the gateway may do in the registry: what its caller's credential is good for.
@Suite("Rules about credentials that are shown to the gateway")
struct CredentialRules {
  @Test(
    "A main key, and its account's SID with its secret, may do everything with the account's apps and API keys",
    arguments: World.Wiring.allCases, [true, false])
  func mainKey(_ wiring: World.Wiring, bySID: Bool) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      for name in ["First", "Second"] { _ = try await world.makeKey(name, in: account, allow: nil) }
      let main = try await world.makeKey("Main", in: account, allow: nil)
      _ = try await world.makeKey("Third", in: account, allow: nil)
      let registry = world.registry(
        showing: bySID ? .account(account, secret: main.secret) : .apiKey(main.sid, secret: main.secret))
      let (app, key) = (try await world.makeApp(in: account), try await world.makeKey(in: account))
      for request in try ManagementRequest.all(app, key) { try await request.send(registry) }
      let created = try #require(try await registry.call(AppsList()).items.first)
      #expect(created.accountSid == account && created.createdBy == main.sid.text && created.creatorSid == nil)
      #expect(try await registry.call(APIKeysList(accountSid: account)).items.count == 5)
    }
  }

  @Test(
    "R11: a credential manages its own account: for those of others, its subaccounts and parent too, there is nothing",
    arguments: World.Wiring.allCases)
  func otherAccounts(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let parent = try await world.makeAccount()
      let account = try await world.makeAccount("Own", parent: parent)
      let sibling = try await world.makeAccount("Sibling", parent: parent)
      let (_, ofParent) = try await world.makeCredential(in: parent)
      let (_, ofAccount) = try await world.makeCredential(in: account)
      let app = try await world.makeApp(in: account, allow: ["/twilio/iam/account-oauth-apps/*"])
      let token = CallerCredential.token(try await world.token(app))
      for (credential, other) in [
        (ofParent, account), (ofAccount, parent), (ofAccount, sibling), (token, parent), (token, sibling),
      ] {
        let registry = world.registry(showing: credential)
        let target = try await world.makeApp("Target", in: other)
        let policy = Policy(allow: [World.listMessages])
        for call in [
          { _ = try await registry.call(AppsGet(sid: target.sid)) },
          { _ = try await registry.call(AppsDelete(sid: target.sid)) },
          { _ = try await registry.call(AppsRotateSecret(sid: target.sid)) },
          { _ = try await registry.call(AppsList(accountSid: other)) },
          {
            _ = try await registry.call(AppsCreate(accountSid: other, friendlyName: FriendlyName("x"), policy: policy))
          },
        ] as [() async throws -> Void] {
          #expect(try await world.refusal { try await call() } == "not_found")
        }
        _ = try await world.registry.call(AppsDelete(sid: target.sid))
        #expect(try await world.refusal { try await registry.call(AppsGet(sid: target.sid)) } == "not_found")
      }
    }
  }

  @Test(
    "R12, R13: a restricted key and a token may do what each permission says, and nothing else",
    arguments: [true, false])
  func permissions(byToken: Bool) async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let names = Set(try ManagementRequest.all(.none, .none).map(\.permission)).sorted()
      #expect(names.count == 10)
      let handedOn = [World.listMessages, World.readMessages]
      for (number, held) in names.enumerated() {
        let holder: CallerCredential =
          if byToken {
            .token(try await world.token(world.makeApp("Holder \(number)", in: account, allow: [held] + handedOn)))
          } else {
            try await world.makeCredential("Holder \(number)", in: account, allow: [held] + handedOn).credential
          }
        let app = try await world.makeApp("App \(number)", in: account)
        let key = try await world.makeKey("Key \(number)", in: account)
        for request in try ManagementRequest.all(app, key) {
          let error = await world.error(of: request, showing: holder)
          guard request.permission != held else {
            #expect(error == nil, "\(held)")
            continue
          }
          #expect(error?.code == .accessDenied && error?.permission == request.permission)
          #expect(error?.message == "required permission \(request.permission) is missing")
        }
      }
    }
  }

  @Test("R12: wildcards and denials count, and what an update takes away is missing at once", arguments: [true, false])
  func wildcards(byToken: Bool) async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let (all, create) = ("/twilio/iam/api-keys/*", "/twilio/iam/api-keys/create")
      let list = ManagementRequest("api-keys/list", APIKeysList())
      let make = ManagementRequest(
        "api-keys/create", APIKeysCreate(friendlyName: try FriendlyName("Made"), policy: Policy(allow: [all])))
      let app = try await world.makeApp("Holder", in: account, allow: [all], deny: [create])
      let (key, byKey) = try await world.makeCredential(in: account, allow: [all], deny: [create])
      let holder: CallerCredential = byToken ? .token(try await world.token(app)) : byKey
      #expect(await world.error(of: list, showing: holder) == nil)
      #expect(await world.error(of: make, showing: holder)?.permission == create)
      for (policy, isListed) in [(Policy(allow: [all]), true), (Policy(allow: [create]), false)] {
        _ = try await world.registry.call(AppsUpdate(sid: app.sid, policy: policy))
        _ = try await world.registry.call(APIKeysUpdate(sid: key.sid, policy: policy))
        #expect(await (world.error(of: list, showing: holder) == nil) == isListed)
      }
    }
  }

  @Test("R20: a token for another API is good for nothing here, whatever its app may do")
  func otherAudience() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      #"{"version": 1, "resource": "https://mcp.example/", "permissions": [{"permission": "m:x", "description": ""}]}"#,
      to: "mcp.json")
    try directory.write(
      #"{"version": 1, "permissions": [{"permission": "/twilio/iam/api-keys/list", "description": ""}]}"#,
      to: "iam.json")
    let world = try await World(catalogue: LiveCatalogue(directories: [directory.path]))
    let app = try await world.makeApp(in: world.makeAccount(), allow: ["m:x", "/twilio/iam/api-keys/list"])
    let list = ManagementRequest("api-keys/list", APIKeysList())
    for (resource, permission) in [(nil, nil), ("https://mcp.example/", list.permission)] as [(String?, String?)] {
      let token = try await world.issuer.call(
        TokensIssue(
          clientId: app.sid, clientSecret: app.secret, resource: resource.map { OneOrMore([$0]) })
      ).accessToken
      #expect(await world.error(of: list, showing: .token(token))?.permission == permission)
    }
  }

  @Test(
    "R7, R15: a credential that does not work is refused in the same words, whatever is wrong with it",
    arguments: World.Wiring.allCases)
  func refused(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let suspended = try await world.makeAccount("Suspended")
      let branch = try await world.makeAccount("Branch", parent: suspended)
      let closed = try await world.makeAccount("Closed")
      let (main, _) = try await world.makeCredential(in: account)
      let (restricted, _) = try await world.makeCredential("Restricted", in: account, allow: ["/twilio/iam/api-keys/*"])
      let (deleted, ofDeleted) = try await world.makeCredential("Deleted", in: account)
      let allow = ["/twilio/iam/api-keys/*"]
      let apps = [
        try await world.makeApp("Revoked", in: account, allow: allow),
        try await world.makeApp("Disabled", in: account, allow: allow),
        try await world.makeApp("Suspended", in: suspended, allow: allow),
      ]
      let tokens = try await world.tokens(apps)
      var credentials: [CallerCredential] = [
        .apiKey(main.sid, secret: Sensitive("wrong")), .apiKey(.random(), secret: main.secret),
        .apiKey(main.sid, secret: restricted.secret), .account(account, secret: Sensitive("wrong")),
        .account(account, secret: restricted.secret), .account(.random(), secret: main.secret),
        .account(branch, secret: main.secret), .token(Sensitive("nonsense")), .token(main.secret), ofDeleted,
        .account(account, secret: deleted.secret),
      ]
      for account in [suspended, branch, closed] {
        let (key, credential) = try await world.makeCredential("Of \(account)", in: account)
        credentials += [credential, .account(account, secret: key.secret)]
      }
      _ = try await world.registry.call(APIKeysDelete(sid: deleted.sid))
      _ = try await world.registry.call(AccountsSuspend(sid: suspended))
      _ = try await world.registry.call(AccountsClose(sid: closed))
      try await world.revoke(tokens[0], of: apps[0])
      _ = try await world.registry.call(AppsDisable(sid: apps[1].sid))
      var errors: [ServiceError] = []
      for credential in credentials + tokens.map(CallerCredential.token) {
        for request in [
          ManagementRequest("api-keys/list", APIKeysList()), .init("", APIKeysDelete(sid: main.sid)),
        ] {
          errors.append(try #require(await world.error(of: request, showing: credential)))
        }
      }
      #expect(errors.allSatisfy { $0.code == .invalidClient && $0 == errors[0] })
      #expect(
        try await world.registry(showing: .apiKey(main.sid, secret: main.secret)).call(APIKeysList()).items.count == 2)
    }
  }

  @Test(
    "A call with a credential has no other right: no account, user, role or trail is shown",
    arguments: World.Wiring.allCases)
  func nothingElse(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let ada = try await world.makeUser("Ada", .developer, in: account)
      let registry = world.registry(showing: try await world.makeCredential(in: account).credential)
      for call in [
        { _ = try await registry.call(AccountsGet(sid: account)) }, { _ = try await registry.call(AccountsList()) },
        { _ = try await registry.call(AccountsCreate(friendlyName: FriendlyName("x"))) },
        { _ = try await registry.call(AccountsSuspend(sid: account)) }, { _ = try await registry.call(UsersList()) },
        { _ = try await registry.call(RolesGrant(userSid: ada, accountSid: account, role: .owner)) },
        { _ = try await registry.call(RolesList(accountSid: account)) },
        { _ = try await registry.call(AuditList(accountSid: account)) },
      ] as [() async throws -> Void] {
        #expect(try await world.refusal { try await call() } == "access_denied")
      }
      #expect(try await registry.call(PermissionsList(product: "messaging")).items.isEmpty == false)
      let creation = try AppsCreate(friendlyName: FriendlyName("x"), policy: .example)
      #expect(try await world.refusal { try await world.registry.call(creation) } == "invalid_params")
    }
  }

  @Test(
    "R19: a change that is sent again happens once for each credential, and not for who only knows its name",
    arguments: World.Wiring.allCases)
  func repetition(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let other = try await world.makeAccount("Other")
      let (key, first) = try await world.makeCredential(in: account)
      let (_, second) = try await world.makeCredential(in: other)
      let create = AppsCreate(friendlyName: try FriendlyName("Billing"), policy: Policy(allow: [World.listMessages]))
      let name = IdempotencyKey.random()
      let created = try await world.registry(showing: first).call(create, key: name)
      for service in [.appRegistry, .secretManager] as [ServiceName] { try await world.start(service) }
      #expect(try await world.registry(showing: first).call(create, key: name) == created)
      let another = try await world.registry(showing: second).call(create, key: name)
      #expect(another.app.accountSid == other && another.secret != created.secret)
      let thief = CallerCredential.apiKey(key.sid, secret: Sensitive("wrong"))
      #expect(
        try await world.refusal { try await world.registry(showing: thief).call(create, key: name) } == "invalid_client"
      )
      let rotation = IdempotencyKey.random()
      let rotate = AppsRotateSecret(sid: created.app.sid)
      let issued = try await world.registry(showing: first).call(rotate, key: rotation)
      #expect(try await world.registry(showing: first).call(rotate, key: rotation) == issued)
      for credential in [second, thief] {
        #expect(
          try await world.refusal { try await world.registry(showing: credential).call(rotate, key: rotation) } != nil)
      }
    }
  }

  @Test(
    "R21: the trail tells whose credential made a change or was refused one, and no secret",
    arguments: World.Wiring.allCases)
  func trail(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let account = try await world.makeAccount()
      let own = ["/twilio/iam/account-oauth-apps/create", World.listMessages]
      let (key, byKey) = try await world.makeCredential(in: account, allow: own)
      let holder = try await world.makeApp("Holder", in: account, allow: own + ["/twilio/iam/api-keys/update"])
      let byToken = CallerCredential.token(try await world.token(holder))
      let created = try await world.registry(showing: byKey).call(
        AppsCreate(friendlyName: FriendlyName("Billing"), policy: Policy(allow: [World.listMessages])))
      _ = try await world.registry(showing: byToken).call(
        APIKeysUpdate(sid: key.sid, friendlyName: FriendlyName("Renamed")))
      let delete = AppsDelete(sid: created.app.sid)
      for credential in [byKey, byToken, .apiKey(key.sid, secret: Sensitive("wrong"))] {
        _ = try await world.refusal { try await world.registry(showing: credential).call(delete) }
      }
      try await world.store(of: .appRegistry).keepAuditTrail(isLast: true)
      let entries = try await world.registry.call(AuditList(pageSize: PageSize(1000))).items.filter {
        $0.caller == .client
      }
      let told = Set(entries.map { "\($0.method) \($0.outcome) \($0.client?.text ?? "?")" })
      #expect(
        told == [
          "apps.create ok \(key.sid)", "api_keys.update ok \(holder.sid)", "apps.delete access_denied \(key.sid)",
          "apps.delete access_denied \(holder.sid)", "apps.delete invalid_client ?",
        ])
      #expect(
        try await world.registry.call(AuditList(actor: key.sid.text)).items.map(\.method) == [
          "apps.delete", "apps.create",
        ])
      let rows: [[UInt8]] = try await world.store(of: .appRegistry).read { transaction in
        try transaction.rows("SELECT entry FROM audit_entries").map { try $0.value("entry") }
      }
      for secret in [key.secret, holder.secret, try await world.token(holder)] + [created.secret].compactMap(\.self) {
        #expect(!rows.contains { String(decoding: $0, as: UTF8.self).contains(secret.revealed) })
      }
      #expect(try await world.registry.call(AuditVerify()).intact)
    }
  }

  @Test("What can't be checked is unavailable, and names the service that is away")
  func outages() async throws {
    let world = try await World()
    let (_, byKey) = try await world.makeCredential(in: world.makeAccount())
    for (service, credential) in [(ServiceName.secretManager, byKey), (.tokenIssuer, .token(Sensitive("eyJ")))] {
      try await world.stop(service)
      let error = await world.error(of: ManagementRequest("api-keys/list", APIKeysList()), showing: credential)
      #expect(error?.code == .unavailable && error?.service == service.rawValue)
      try await world.start(service)
    }
  }
}

extension OwnedApp {
  fileprivate static let none = OwnedApp(sid: .sample, account: .sample, secret: Sensitive(""), secretSid: .sample)
}

extension OwnedKey {
  fileprivate static let none = OwnedKey(sid: .sample, account: .sample, secret: Sensitive(""), secretSid: .sample)
}
