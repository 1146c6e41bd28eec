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
    try await expectRefusal(of: fixture.createPerson("sue", role, of: account).client, title, account)
  }

  @Test("R3: nor may a user without a role, or with one in another account")
  func noRole() async throws {
    let account = try await fixture.createAccount()
    try await expectRefusal(of: fixture.createPerson("sam").client, "no role", account)
    let other = try await fixture.createAccount("Other")
    try await expectRefusal(of: fixture.createPerson("olga", .owner, of: other).client, "no role", account)
  }

  private func expectRefusal(of client: Client, _ held: String, _ account: Account) async throws {
    let app = try await fixture.createApp("App \(held) \(UInt32.random(in: 0 ... .max))", of: account)
    let creation = { _ = try await fixture.createApp("Mine", of: account, by: client) }
    for attempt in attempts(with: client, on: app, of: account) + [creation] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .roleNotPermitted)
      #expect(error.message.contains("holds \(held)") && error.message.contains(account.sid.text))
      #expect(error.message.contains("Owner, Administrator or Developer"))
    }
    #expect(try await fixture.root.call(AppsGet(sid: app.sid)) == app)
    #expect(fixture.secrets.count(of: app.sid) == 1)
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
