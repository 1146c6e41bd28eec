import RPC
import TestSupport
import Testing
import WireProtocol

struct AppTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("An app is what it was created as, with defaults for what was not said, and shows its secret once")
  func creates() async throws {
    let account = try await fixture.createAccount()
    let created = try await fixture.root.call(.app("Billing", of: account))
    let app = created.app
    #expect(app.accountSid == account.sid && app.friendlyName.text == "Billing" && app.description.text == "")
    #expect(app.type == .clientCredentials && app.status == .active && app.region == "us1" && app.policy == .messaging)
    #expect(
      app.accessTokenTTL.value == 3600 && app.dateCreated == fixture.clock.now && app.dateUpdated == fixture.clock.now)
    #expect(created.secret?.revealed == created.secretSid.map { "secret of \($0)" })
    #expect(try await fixture.root.call(AppsGet(sid: app.sid)) == app)
    #expect(try await fixture.root.call(AppsListSecrets(sid: app.sid)).items.map(\.sid) == [created.secretSid])
  }

  @Test("R1: region us1 is served, said or not")
  func region() async throws {
    let account = try await fixture.createAccount()
    #expect(try await fixture.root.call(.app(of: account, region: "us1")).app.region == "us1")
  }

  @Test(
    "R1: any other region is refused, naming the one that is served", arguments: ["ie1", "US1", "us1 ", "", "\u{7}"])
  func otherRegions(region: String) async throws {
    let account = try await fixture.createAccount()
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(.app(of: account, region: region))
    }
    #expect(error.code == .regionNotSupported && error.path == "region")
    #expect(error.message.contains("only us1 is") && !error.message.contains("\u{7}"))
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [])
  }

  @Test("Names are unique among the living apps of an account")
  func duplicates() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp("Billing", of: account)
    _ = try await fixture.createApp("Billing", of: fixture.createAccount("Other"))
    let second = try await fixture.createApp("Second", of: account)
    for attempt in [
      { _ = try await fixture.createApp("Billing", of: account) },
      { _ = try await fixture.root.call(AppsUpdate(sid: second.sid, friendlyName: .init(trusted: "Billing"))) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .alreadyExists && error.path == "friendly_name" && error.message.contains(app.sid.text))
    }
    _ = try await fixture.root.call(AppsUpdate(sid: app.sid, friendlyName: .init(trusted: "Billing")))
    _ = try await fixture.root.call(AppsDelete(sid: app.sid))
    _ = try await fixture.createApp("Billing", of: account)
  }

  @Test("An update changes what is given and leaves the rest")
  func updates() async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    fixture.clock.advance(by: 5)
    let policy = Policy(allow: ["/twilio/messaging/messages/*"], deny: ["/twilio/messaging/messages/delete"])
    let changed = try await fixture.root.call(
      AppsUpdate(sid: app.sid, policy: policy, accessTokenTTL: TokenLifetime(60)))
    #expect(changed.policy == policy && changed.accessTokenTTL.value == 60 && changed.dateUpdated == fixture.clock.now)
    #expect(
      changed.friendlyName == app.friendlyName && changed.description == app.description
        && changed.dateCreated == app.dateCreated)
    let renamed = try await fixture.root.call(
      AppsUpdate(sid: app.sid, friendlyName: .init(trusted: "Invoices"), description: .init(trusted: "Sends invoices")))
    #expect(
      renamed.friendlyName.text == "Invoices" && renamed.description.text == "Sends invoices"
        && renamed.policy == policy)
    #expect(try await fixture.root.call(AppsGet(sid: app.sid)) == renamed)
  }

  @Test("R6: an app stays as it was when its creator loses the role and is deleted")
  func creatorGone() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let app = try await fixture.createApp(of: account, by: ada.client)
    _ = try await fixture.root.call(RolesRevoke(userSid: ada.user.sid, accountSid: account.sid, role: .developer))
    _ = try await fixture.root.call(UsersDelete(sid: ada.user.sid))
    let issuer = fixture.client(from: .service(.tokenIssuer))
    #expect(try await issuer.call(AppsGet(sid: app.sid)) == app)
    #expect(app.createdBy == "ada" && app.creatorSid == ada.user.sid)
    #expect(fixture.secrets.count(of: .app(app.sid)) == 1)
    _ = try await fixture.root.call(AppsRotateSecret(sid: app.sid))
    _ = try await fixture.root.call(AppsUpdate(sid: app.sid, description: .init(trusted: "x")))
  }
}
