import RPC
import TestSupport
import Testing
import WireProtocol

struct AccountTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("An account is what it was created as, of type full unless said otherwise")
  func creates() async throws {
    let account = try await fixture.createAccount("Acme")
    #expect(account.type == .full && account.status == .active && account.parentSid == nil)
    #expect(account.dateCreated == fixture.clock.now && account.dateUpdated == fixture.clock.now)
    #expect(try await fixture.root.call(AccountsGet(sid: account.sid)) == account)
  }

  @Test("R2: a trial account has subaccounts, roles and apps as a full one does", arguments: AccountType.allCases)
  func typesAreEqual(type: AccountType) async throws {
    let account = try await fixture.createAccount(type: type)
    let subaccount = try await fixture.createAccount("Branch", type: type, below: account)
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let app = try await fixture.createApp(of: account, by: ada.client)
    _ = try await ada.client.call(AppsRotateSecret(sid: app.sid))
    _ = try await fixture.createApp(of: subaccount)
    #expect(account.type == type)
  }

  @Test("Names are unique among the accounts of one parent that are not closed")
  func namesAreUnique() async throws {
    let account = try await fixture.createAccount("Acme")
    _ = try await fixture.createAccount("Acme", below: account)
    for parent in [nil, account] {
      let error = try await #require(throws: ServiceError.self) {
        try await fixture.createAccount("Acme", below: parent)
      }
      #expect(error.code == .alreadyExists && error.path == "friendly_name")
    }
    _ = try await fixture.root.call(AccountsClose(sid: account.sid))
    _ = try await fixture.createAccount("Acme")
  }

  @Test("An update changes what is given; a name that is taken is refused, and so is a closed account")
  func updates() async throws {
    let account = try await fixture.createAccount("Acme")
    let other = try await fixture.createAccount("Other")
    fixture.clock.advance(by: 60)
    let renamed = try await fixture.root.call(
      AccountsUpdate(sid: account.sid, friendlyName: .init(trusted: "Acme Ltd")))
    #expect(renamed.friendlyName.text == "Acme Ltd" && renamed.type == .full && renamed.status == .active)
    #expect(renamed.dateCreated == account.dateCreated && renamed.dateUpdated == fixture.clock.now)
    #expect(try await fixture.root.call(AccountsUpdate(sid: account.sid, type: .trial)).type == .trial)
    _ = try await fixture.root.call(AccountsUpdate(sid: account.sid, friendlyName: .init(trusted: "Acme Ltd")))
    let taken = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(AccountsUpdate(sid: account.sid, friendlyName: other.friendlyName))
    }
    #expect(taken.code == .alreadyExists && taken.path == "friendly_name")
    _ = try await fixture.root.call(AccountsClose(sid: account.sid))
    let closed = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(AccountsUpdate(sid: account.sid, type: .full))
    }
    #expect(closed.code == .conflict)
  }

  @Test("An unknown account is not found, as itself and as a parent")
  func unknown() async throws {
    for attempt in [
      { _ = try await fixture.root.call(AccountsGet(sid: .sample)) },
      { _ = try await fixture.root.call(AccountsList(parentSid: .sample)) },
      { _ = try await fixture.root.call(AccountsSuspend(sid: .sample)) },
      { _ = try await fixture.root.call(AccountsCreate(friendlyName: .init(trusted: "x"), parentSid: .sample)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .notFound && error.message.contains(AccountSID.sample.text))
    }
  }

  @Test("A person sees the accounts it holds any role in, and those below one it is Owner or Administrator of")
  func visibility() async throws {
    let acme = try await fixture.createAccount("Acme")
    let branch = try await fixture.createAccount("Branch", below: acme)
    let other = try await fixture.createAccount("Other")
    let support = try await fixture.createPerson("sue", .support, of: acme)
    let admin = try await fixture.createPerson("ann", .administrator, of: acme)
    let stranger = try await fixture.createPerson("sam")

    #expect(try await support.client.call(AccountsList()).items == [acme])
    #expect(try await admin.client.call(AccountsList()).items == [acme, branch])
    #expect(try await admin.client.call(AccountsList(parentSid: acme.sid)).items == [branch])
    #expect(try await stranger.client.call(AccountsList()).items == [])
    #expect(try await fixture.root.call(AccountsList()).items == [acme, branch, other])
    #expect(try await fixture.root.call(AccountsList(parentSid: acme.sid)).items == [branch])

    #expect(try await support.client.call(AccountsGet(sid: acme.sid)) == acme)
    #expect(try await admin.client.call(AccountsGet(sid: branch.sid)) == branch)
    for (client, account) in [(support.client, branch), (admin.client, other), (stranger.client, acme)] {
      let error = try await #require(throws: ServiceError.self) { try await client.call(AccountsGet(sid: account.sid)) }
      #expect(error.code == .notFound)
    }
  }
}
