import RPC
import TestSupport
import Testing
import WireProtocol

struct PrincipalTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("An operator acts for a user given by SID, by login name or by name, with that user's rights and no others")
  func acting() async throws {
    let account = try await fixture.createAccount()
    let user = try await fixture.root.call(UsersCreate(friendlyName: .init(trusted: "Ada Lovelace"), unixUser: "ada"))
    for name in [user.sid.text, "ada", "Ada Lovelace"] {
      let acting = fixture.client(from: .root, actingUser: name)
      let error = try await #require(throws: ServiceError.self) { try await fixture.createApp(of: account, by: acting) }
      #expect(error.code == .notFound)
    }
    _ = try await fixture.root.call(RolesGrant(userSid: user.sid, accountSid: account.sid, role: .developer))
    let app = try await fixture.createApp(of: account, by: fixture.client(from: .root, actingUser: "ada"))
    #expect(app.createdBy == "Ada Lovelace" && app.creatorSid == user.sid)
  }

  @Test("It is not the operator's own uid that a method is not for, where the operator acts for a user")
  func actingBeyondRights() async throws {
    _ = try await fixture.createPerson("ada")
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.client(from: .root, actingUser: "ada").call(UsersList())
    }
    #expect(error.message == "users.list is for operators; the user that the call is made for is not among them")
  }

  @Test(
    "Acting for nobody is denied by name", arguments: ["nobody", "US00000000000000000000000000000001", "x\u{1B}[31m"])
  func actingForNobody(name: String) async throws {
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.client(from: .root, actingUser: name).call(AccountsList())
    }
    #expect(error.code == .accessDenied && error.path == "meta.acting_user")
    #expect(error.message.contains(name.prefix(1)) && !error.message.contains("\u{1B}"))
  }

  @Test("A login name without a user, and a uid without a login name, are denied with the cure")
  func strangers() async throws {
    let stranger = try await #require(throws: ServiceError.self) {
      try await fixture.client(from: .person("sam")).call(AccountsList())
    }
    #expect(
      stranger.code == .accessDenied && stranger.message.contains("\"sam\"")
        && stranger.message.contains("users.create"))
    let nameless = try await #require(throws: ServiceError.self) {
      try await fixture.client(from: .person(nil)).call(AccountsList())
    }
    #expect(nameless.code == .accessDenied && nameless.message.contains("uid 1000"))
  }

  @Test("An app tells which operator created it, by uid where there is no login name")
  func operators() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    #expect(app.createdBy == "root" && app.creatorSid == nil)
    let nameless = Peer(processID: 1, userID: 4711, callers: [.anyone, .operators]) { nil }
    #expect(
      try await fixture.createApp("Second", of: account, by: fixture.client(from: nameless)).createdBy == "uid 4711")
  }

  @Test("The token issuer reads single apps and API keys and nothing else; no other service has a right of its own")
  func services() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    let key = try await fixture.root.call(.apiKey(of: account)).apiKey
    let issuer = fixture.client(from: .service(.tokenIssuer))
    #expect(try await issuer.call(AppsGet(sid: app.sid)) == app)
    #expect(try await issuer.call(APIKeysGet(sid: key.sid)) == key)
    try await expectNothingElse(issuer, account, app, key)
    for service in ServiceName.allCases where service != .tokenIssuer {
      let service = fixture.client(from: .service(service))
      for attempt in [
        { _ = try await service.call(AppsGet(sid: app.sid)) }, { _ = try await service.call(APIKeysGet(sid: key.sid)) },
        { _ = try await service.call(AppsGet(sid: .sample)) },
      ] as [() async throws -> Void] {
        let error = try await #require(throws: ServiceError.self) { try await attempt() }
        #expect(error.code == .accessDenied && error.message.contains("no right of its own"))
      }
      try await expectNothingElse(service, account, app, key)
    }
  }

  private func expectNothingElse(_ service: Client, _ account: Account, _ app: App, _ key: APIKey) async throws {
    for attempt in [
      { _ = try await service.call(APIKeysList(accountSid: account.sid)) },
      { _ = try await service.call(APIKeysDelete(sid: key.sid)) },
      { _ = try await service.call(UsersWhoami()) }, { _ = try await service.call(AccountsList()) },
      { _ = try await service.call(AccountsGet(sid: account.sid)) },
      { _ = try await service.call(AppsList(accountSid: account.sid)) },
      { _ = try await service.call(AppsDelete(sid: app.sid)) },
      { _ = try await service.call(AppsRotateSecret(sid: app.sid)) },
      { _ = try await fixture.createApp("x", of: account, by: service) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .accessDenied)
    }
  }

  @Test("The issuer is told plainly that an app is not found, deleted or never there")
  func absence() async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    _ = try await fixture.root.call(AppsDelete(sid: app.sid))
    for sid in [app.sid, .sample] {
      let error = try await #require(throws: ServiceError.self) {
        try await fixture.client(from: .service(.tokenIssuer)).call(AppsGet(sid: sid))
      }
      #expect(error.code == .notFound && !error.message.contains("deleted"))
    }
  }
}
