import RPC
import TestSupport
import Testing
import WireProtocol

struct RoleTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("A user may hold several roles in an account, each once")
  func severalRoles() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada")
    for role in Role.allCases {
      let grant = RolesGrant(userSid: ada.user.sid, accountSid: account.sid, role: role)
      #expect(try await fixture.root.call(grant).role == role)
      let error = try await #require(throws: ServiceError.self) { try await fixture.root.call(grant) }
      #expect(error.code == .alreadyExists)
    }
    #expect(try await fixture.root.call(RolesList(accountSid: account.sid)).items.map(\.role) == Role.allCases)
  }

  @Test("Who gives a role to nobody is sent to an operator, whom alone the list of users is for")
  func nobody() async throws {
    let account = try await fixture.createAccount()
    let owner = try await fixture.createPerson("olga", .owner, of: account)
    let error = try await #require(throws: ServiceError.self) {
      try await owner.client.call(RolesGrant(userSid: .random(), accountSid: account.sid, role: .developer))
    }
    #expect(error.code == .notFound && error.message.contains("an operator sees in users.list those there are"))
  }

  @Test("A role that is not held can't be revoked")
  func revoking() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let revocation = RolesRevoke(userSid: ada.user.sid, accountSid: account.sid, role: .developer)
    _ = try await fixture.root.call(revocation)
    let error = try await #require(throws: ServiceError.self) { try await fixture.root.call(revocation) }
    #expect(error.code == .notFound && error.message.contains("not Developer of \(account.sid)"))
  }

  @Test(
    "Owners and Administrators manage roles, here and in subaccounts", arguments: [Role.owner, .administrator],
    [false, true])
  func managers(role: Role, inParent: Bool) async throws {
    let parent = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: parent)
    let manager = try await fixture.createPerson("ann", role, of: inParent ? parent : branch)
    let ada = try await fixture.createPerson("ada")
    _ = try await manager.client.call(RolesGrant(userSid: ada.user.sid, accountSid: branch.sid, role: .administrator))
    #expect(
      try await manager.client.call(RolesList(accountSid: branch.sid)).items.contains { $0.userSid == ada.user.sid })
    _ = try await manager.client.call(RolesRevoke(userSid: ada.user.sid, accountSid: branch.sid, role: .administrator))
  }

  @Test("Nobody else does", arguments: [Role.developer, .support, .billingManager])
  func others(role: Role) async throws {
    let account = try await fixture.createAccount()
    let person = try await fixture.createPerson("dev", role, of: account)
    for attempt in [
      {
        _ = try await person.client.call(
          RolesGrant(userSid: person.user.sid, accountSid: account.sid, role: .developer))
      },
      { _ = try await person.client.call(RolesRevoke(userSid: person.user.sid, accountSid: account.sid, role: role)) },
      { _ = try await person.client.call(RolesList(accountSid: account.sid)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .roleNotPermitted && error.message.contains("Owner or Administrator"))
    }
  }

  @Test("Only an Owner makes or unmakes an Owner")
  func owners() async throws {
    let account = try await fixture.createAccount()
    let owner = try await fixture.createPerson("olga", .owner, of: account)
    let admin = try await fixture.createPerson("ann", .administrator, of: account)
    for attempt in [
      { _ = try await admin.client.call(RolesGrant(userSid: admin.user.sid, accountSid: account.sid, role: .owner)) },
      { _ = try await admin.client.call(RolesRevoke(userSid: owner.user.sid, accountSid: account.sid, role: .owner)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .roleNotPermitted && error.message.contains("make or unmake an Owner"))
    }
    _ = try await owner.client.call(RolesGrant(userSid: admin.user.sid, accountSid: account.sid, role: .owner))
    _ = try await admin.client.call(RolesRevoke(userSid: owner.user.sid, accountSid: account.sid, role: .owner))
  }

  @Test("A role taken away is gone for the next call")
  func atOnce() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    _ = try await ada.client.call(AppsList(accountSid: account.sid))
    _ = try await fixture.root.call(RolesRevoke(userSid: ada.user.sid, accountSid: account.sid, role: .developer))
    let error = try await #require(throws: ServiceError.self) {
      try await ada.client.call(AppsList(accountSid: account.sid))
    }
    #expect(error.code == .notFound)
  }
}
