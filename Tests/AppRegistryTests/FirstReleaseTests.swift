import AppRegistry
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

struct FirstReleaseTests {
  let fixture: RegistryFixture
  let sid = AppSID(low: 10)

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("A database of the first release goes on serving: what it holds is read, changed and taken to its end")
  func opens() async throws {
    let first = Store(path: fixture.path, service: .appRegistry, schema: FirstRelease.schema)
    #expect(try await first.read { try $0.rows("SELECT sid FROM apps").count } == 3)
    await first.close()

    let ada = fixture.client(from: .person("ada"))
    var app = try await ada.call(AppsGet(sid: sid))
    app.tokenSize = nil
    let policy = Policy(
      allow: ["/twilio/messaging/messages/list", "/twilio/messaging/messages/read"],
      deny: ["/twilio/messaging/messages/create"])
    #expect(
      app
        == App(
          sid: sid, accountSid: AccountSID(low: 10), friendlyName: .init(trusted: "Billing"),
          description: .init(trusted: "Sends invoices"), status: .active, region: "us1", policy: policy,
          accessTokenTTL: try #require(TokenLifetime(60)), createdBy: "Ada", creatorSid: UserSID(low: 10),
          dateCreated: Timestamp(secondsSince1970: 1_700_000_005),
          dateUpdated: Timestamp(secondsSince1970: 1_700_000_006), defaultScope: .wildcards))
    #expect(try await fixture.root.call(AccountsList(parentSid: AccountSID(low: 10))).items.map(\.type) == [.trial])
    #expect(try await fixture.root.call(UsersList()).items.map(\.unixUser) == ["ada"])
    let deleted = try await #require(throws: ServiceError.self) { try await ada.call(AppsGet(sid: AppSID(low: 11))) }
    #expect(deleted.message.contains("was deleted at 2023-11-14T22:13:27Z"))
    let renamed = try await ada.call(AppsUpdate(sid: sid, friendlyName: .init(trusted: "Invoices")))
    #expect(try await ada.call(AppsList(accountSid: app.accountSid)).items == [renamed])
    try await fixture.registry.reconcile()
    _ = try await fixture.createApp("Half made", of: fixture.root.call(AccountsGet(sid: app.accountSid)))
    _ = try await ada.call(AppsDelete(sid: sid))
  }

  @Test(
    "An instance goes on serving, on its own connections, when one of a later release has added columns to every table")
  func laterRelease() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let app = try await fixture.createApp(of: account, by: ada.client)
    #expect(try await ada.client.call(AppsGet(sid: app.sid)) == app)
    #expect(try await ada.client.call(AppsList(accountSid: account.sid)).items == [app])
    let later = Store(path: fixture.path, service: .appRegistry, schema: AppRegistry.schema)
    for table in ["accounts", "users", "roles", "apps", "api_keys"] {
      try await later.change(.noApp) { try $0.run("ALTER TABLE \(table) ADD COLUMN later TEXT NOT NULL DEFAULT 'new'") }
    }
    #expect(try await ada.client.call(AppsGet(sid: app.sid)) == app)
    #expect(try await ada.client.call(AccountsList()).items == [account])
    #expect(try await fixture.root.call(UsersList()).items == [ada.user])
    #expect(try await fixture.root.call(RolesList(accountSid: account.sid)).items.map(\.userSid) == [ada.user.sid])
    let second = try await fixture.createApp("Second", of: account, by: ada.client)
    let changed = try await ada.client.call(AppsUpdate(sid: app.sid, description: .init(trusted: "changed")))
    #expect(try await ada.client.call(AppsList(accountSid: account.sid)).items == [changed, second])
    _ = try await ada.client.call(AppsDelete(sid: app.sid))
    _ = try await fixture.createPerson("bob", .owner, of: fixture.createAccount("Other"))
    #expect(try await later.read { try $0.rows("SELECT later FROM apps WHERE later = 'new'").count } == 2)
  }
}
