import RPC
import TestSupport
import Testing
import WireProtocol

struct AppRoleTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test(
    "R3: Owner, Administrator and Developer see, create, change, rotate and delete apps",
    arguments: [Role.owner, .administrator, .developer])
  func permitted(role: Role) async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", role, of: account)
    let app = try await fixture.createApp(of: account, by: ada.client)
    #expect(app.createdBy == "ada" && app.creatorSid == ada.user.sid)
    for attempt in attempts(with: ada.client, on: app, of: account) { try await attempt() }
  }

  @Test(
    "R3: other roles may do none of it", arguments: [(Role.support, "Support"), (.billingManager, "Billing Manager")])
  func refused(role: Role, title: String) async throws {
    let account = try await fixture.createAccount()
    try await expectRefusal(of: fixture.createPerson("sue", role, of: account).client, account) { error, _ in
      #expect(error.code == .roleNotPermitted)
      #expect(error.message.contains("holds \(title)") && error.message.contains(account.sid.text))
      #expect(error.message.contains("Owner, Administrator or Developer"))
    }
  }

  @Test("R3: to a user without a role, or with one elsewhere, app and account are as if they did not exist")
  func noRole() async throws {
    let account = try await fixture.createAccount()
    let other = try await fixture.createAccount("Other")
    let people = [
      try await fixture.createPerson("sam"), try await fixture.createPerson("olga", .owner, of: other),
    ]
    for client in people.map(\.client) {
      let absences = [
        try await #require(throws: ServiceError.self) { try await client.call(AppsGet(sid: .sample)) },
        try await #require(throws: ServiceError.self) { try await client.call(AppsList(accountSid: .sample)) },
      ]
      try await expectRefusal(of: client, account) { error, app in
        #expect(error.code == .notFound && error.path == nil)
        let anonymous = error.message.replacing(app.sid.text, with: AppSID.sample.text)
          .replacing(account.sid.text, with: AccountSID.sample.text)
        #expect(absences.map(\.message).contains(anonymous))
      }
    }
  }

  @Test("R3: an account's roles are as if they did not exist to whoever may not see it")
  func roles() async throws {
    let account = try await fixture.createAccount()
    let sam = try await fixture.createPerson("sam")
    for role in [Role.owner, .developer] {
      for attempt in [
        { _ = try await sam.client.call(RolesList(accountSid: account.sid)) },
        { _ = try await sam.client.call(RolesGrant(userSid: sam.user.sid, accountSid: account.sid, role: role)) },
        { _ = try await sam.client.call(RolesRevoke(userSid: sam.user.sid, accountSid: account.sid, role: role)) },
      ] as [() async throws -> Void] {
        let error = try await #require(throws: ServiceError.self) { try await attempt() }
        #expect(error.code == .notFound && error.message.contains("no account has the SID"))
      }
    }
    #expect(try await sam.client.call(AccountsList(parentSid: account.sid)).items == [])
    #expect(try await sam.client.call(AccountsList(parentSid: .sample)).items == [])
  }

  private func expectRefusal(
    of client: Client, _ account: Account, _ check: (ServiceError, App) -> Void
  ) async throws {
    let app = try await fixture.createApp("App \(UInt32.random(in: 0 ... .max))", of: account)
    let creation = { _ = try await fixture.createApp("Mine", of: account, by: client) }
    for attempt in attempts(with: client, on: app, of: account) + [creation] {
      check(try await #require(throws: ServiceError.self) { try await attempt() }, app)
    }
    #expect(try await fixture.root.call(AppsGet(sid: app.sid)) == app)
    #expect(fixture.secrets.count(of: .app(app.sid)) == 1)
    let absent = try await #require(throws: ServiceError.self) { try await client.call(AppsGet(sid: .sample)) }
    #expect(absent.code == .notFound)
  }

  /// Everything one may want with an app, its deletion last.
  private func attempts(with client: Client, on app: App, of account: Account) -> [() async throws -> Void] {
    [
      { _ = try await client.call(AppsGet(sid: app.sid)) },
      { _ = try await client.call(AppsList(accountSid: account.sid)) },
      { _ = try await client.call(AppsUpdate(sid: app.sid, description: .init(trusted: "changed"))) },
      { _ = try await client.call(AppsRotateSecret(sid: app.sid)) },
      {
        let secrets = try await client.call(AppsListSecrets(sid: app.sid))
        _ = try await client.call(AppsRevokeSecret(sid: app.sid, secretSid: #require(secrets.items.last).sid))
      },
      { _ = try await client.call(AppsDelete(sid: app.sid)) },
    ]
  }
}
