import RPC
import TestSupport
import Testing
import WireProtocol

struct SubaccountTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("R11: a subaccount has no subaccounts")
  func oneLevel() async throws {
    let branch = try await fixture.createAccount("Branch", below: fixture.createAccount())
    let error = try await #require(throws: ServiceError.self) { try await fixture.createAccount("Twig", below: branch) }
    #expect(error.code == .invalidParams && error.path == "parent_sid")
    #expect(error.message.contains("a subaccount cannot contain subaccounts"))
  }

  @Test(
    "R11: Owner and Administrator of the parent manage a subaccount's apps", arguments: [Role.owner, .administrator])
  func managedByParent(role: Role) async throws {
    let parent = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: parent)
    let client = try await fixture.createPerson("ann", role, of: parent).client
    let app = try await fixture.createApp(of: branch, by: client)
    _ = try await client.call(AppsUpdate(sid: app.sid, description: .init(trusted: "x")))
    _ = try await client.call(AppsRotateSecret(sid: app.sid))
    #expect(try await client.call(AppsList(accountSid: branch.sid)).items.count == 1)
    _ = try await client.call(AppsDelete(sid: app.sid))
  }

  @Test(
    "R11: other roles in the parent do not reach a subaccount's apps",
    arguments: [Role.developer, .support, .billingManager])
  func notManagedByOthers(role: Role) async throws {
    let parent = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: parent)
    let app = try await fixture.createApp(of: branch)
    let person = try await fixture.createPerson("dev", role, of: parent)
    let unseen = try await #require(throws: ServiceError.self) { try await person.client.call(AppsGet(sid: app.sid)) }
    #expect(unseen.code == .notFound)
    _ = try await fixture.root.call(RolesGrant(userSid: person.user.sid, accountSid: branch.sid, role: .support))
    let error = try await #require(throws: ServiceError.self) { try await person.client.call(AppsGet(sid: app.sid)) }
    #expect(error.code == .roleNotPermitted)
    #expect(error.message.contains("Owner or Administrator in its parent account"))
    #expect(!error.message.contains(parent.sid.text))
    _ = try await fixture.root.call(RolesGrant(userSid: person.user.sid, accountSid: branch.sid, role: .developer))
    _ = try await person.client.call(AppsGet(sid: app.sid))
  }

  @Test("R11: a role in a subaccount counts for nothing in its parent", arguments: Role.allCases)
  func notUpwards(role: Role) async throws {
    let parent = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: parent)
    let client = try await fixture.createPerson("eve", role, of: branch).client
    for attempt in [
      { _ = try await client.call(AppsList(accountSid: parent.sid)) },
      { _ = try await client.call(AccountsGet(sid: parent.sid)) },
      { _ = try await client.call(RolesList(accountSid: parent.sid)) },
      { _ = try await fixture.createApp(of: parent, by: client) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .notFound)
    }
  }
}
