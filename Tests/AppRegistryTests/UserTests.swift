import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

struct UserTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  private func create(_ name: String, login: String? = nil) async throws -> User {
    try await fixture.root.call(UsersCreate(friendlyName: .init(trusted: name), unixUser: login))
  }

  @Test("A user is what it was created as")
  func creates() async throws {
    let user = try await create("Ada", login: "ada")
    #expect(user.dateCreated == fixture.clock.now && user.unixUser == "ada")
    #expect(try await fixture.root.call(UsersGet(sid: user.sid)) == user)
    #expect(try await fixture.root.call(UsersList()).items == [user])
  }

  @Test("An update changes what is given; an empty login name takes the login away")
  func updates() async throws {
    let ada = try await create("Ada", login: "ada")
    _ = try await create("Bob", login: "bob")
    let renamed = try await fixture.root.call(UsersUpdate(sid: ada.sid, friendlyName: .init(trusted: "Ada L.")))
    #expect(renamed.friendlyName.text == "Ada L." && renamed.unixUser == "ada")
    let same = try await fixture.root.call(UsersUpdate(sid: ada.sid, unixUser: "ada"))
    #expect(same == renamed)
    #expect(try await fixture.root.call(UsersUpdate(sid: ada.sid, unixUser: "")).unixUser == nil)
    #expect(try await fixture.root.call(UsersUpdate(sid: ada.sid, unixUser: "ada")) == renamed)
    for taken in ["bob", "Bob"] {
      let name = try await #require(throws: ServiceError.self) {
        try await fixture.root.call(UsersUpdate(sid: ada.sid, friendlyName: .init(trusted: taken)))
      }
      #expect(name.code == .alreadyExists && name.path == "friendly_name")
      let login = try await #require(throws: ServiceError.self) {
        try await fixture.root.call(UsersUpdate(sid: ada.sid, unixUser: taken))
      }
      #expect(login.code == .alreadyExists && login.path == "unix_user")
    }
    #expect(try await fixture.root.call(UsersGet(sid: ada.sid)) == renamed)
  }

  @Test("A person learns as whom it is known and which roles it holds, an operator that it may do everything")
  func whoami() async throws {
    let ada = try await create("Ada", login: "ada")
    let account = try await fixture.root.call(AccountsCreate(friendlyName: .init(trusted: "Acme")))
    let grant = try await fixture.root.call(
      RolesGrant(userSid: ada.sid, accountSid: account.sid, role: .developer))
    #expect(
      try await fixture.client(from: .root, actingUser: ada.sid.text).call(UsersWhoami())
        == Identification(isOperator: false, user: ada, roles: [grant]))
    #expect(try await fixture.root.call(UsersWhoami()) == Identification(isOperator: true))
  }

  @Test("Names and Unix login names are unique among living users")
  func duplicates() async throws {
    let ada = try await create("Ada", login: "ada")
    let byName = try await #require(throws: ServiceError.self) { try await create("Ada", login: "other") }
    #expect(byName.code == .alreadyExists && byName.path == "friendly_name" && byName.message.contains(ada.sid.text))
    let byLogin = try await #require(throws: ServiceError.self) { try await create("Other", login: "ada") }
    #expect(byLogin.code == .alreadyExists && byLogin.path == "unix_user" && byLogin.message.contains(ada.sid.text))
    _ = try await create("No login")
    _ = try await create("No login either")

    _ = try await fixture.root.call(UsersDelete(sid: ada.sid))
    #expect(try await create("Ada", login: "ada").sid != ada.sid)
  }

  @Test("One word never stands for two users, be it the name of one and the login name of the other")
  func oneWord() async throws {
    let bob = try await create("Robert", login: "bob")
    let named = try await #require(throws: ServiceError.self) { try await create("bob") }
    #expect(named.code == .alreadyExists && named.path == "friendly_name" && named.message.contains(bob.sid.text))
    let eve = try await create("eve")
    let login = try await #require(throws: ServiceError.self) { try await create("Evelyn", login: "eve") }
    #expect(login.code == .alreadyExists && login.path == "unix_user" && login.message.contains(eve.sid.text))
    _ = try await create("ann", login: "ann")
    _ = try await fixture.root.call(UsersDelete(sid: bob.sid))
    _ = try await create("bob")
  }

  @Test("Of two users whom an earlier release let have one word, neither is acted for by it")
  func ambiguousWord() async throws {
    let bob = try await create("Robert", login: "bob")
    let eve = try await create("Eve")
    try await fixture.store.change(.noApp) { transaction in
      try transaction.run("UPDATE users SET friendly_name = 'bob' WHERE sid = ?", eve.sid)
    }
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.client(from: .root, actingUser: "bob").call(AccountsList())
    }
    #expect(error.code == .accessDenied && error.path == "meta.acting_user")
    #expect(error.message.contains(bob.sid.text) && error.message.contains(eve.sid.text))
    for user in [bob, eve] {
      _ = try await fixture.client(from: .root, actingUser: user.sid.text).call(AccountsList())
    }
    #expect(try await fixture.client(from: .person("bob")).call(AccountsList()).items == [])
  }

  @Test("Names that differ only by what is not seen are the same name, also to an operator who acts for somebody")
  func sameName() async throws {
    let zoe = try await fixture.root.call(UsersCreate(friendlyName: try FriendlyName("Zo\u{EB}")))
    for spelling in ["Zoe\u{308}", " Zo\u{EB} "] {
      let error = try await #require(throws: ServiceError.self) {
        try await fixture.root.call(UsersCreate(friendlyName: .init(trusted: spelling)))
      }
      #expect(error.code == .alreadyExists && error.message.contains(zoe.sid.text))
      #expect(try await fixture.client(from: .root, actingUser: spelling).call(AccountsList()).items == [])
    }
  }

  @Test("A deleted user is not found, not listed and holds no role; deleting it again says that it was deleted")
  func deletion() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .owner, of: account)
    _ = try await fixture.root.call(UsersDelete(sid: ada.user.sid))
    #expect(try await fixture.root.call(UsersList()).items == [])
    #expect(try await fixture.root.call(RolesList(accountSid: account.sid)).items == [])
    for attempt in [
      { _ = try await fixture.root.call(UsersDelete(sid: ada.user.sid)) },
      { _ = try await fixture.root.call(UsersGet(sid: ada.user.sid)) },
      { _ = try await fixture.root.call(RolesGrant(userSid: ada.user.sid, accountSid: account.sid, role: .owner)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .notFound && error.message.contains("was deleted already, at 2027-01-15T08:00:00Z"))
    }
    let denied = try await #require(throws: ServiceError.self) { try await ada.client.call(AccountsList()) }
    #expect(denied.code == .accessDenied)
  }

  @Test("An unknown user is not found")
  func unknown() async throws {
    let error = try await #require(throws: ServiceError.self) { try await fixture.root.call(UsersGet(sid: .sample)) }
    #expect(error.code == .notFound && error.message.contains(UserSID.sample.text))
  }

  @Test(
    "Login names are taken as shadow and systemd take them",
    arguments: ["a", "_x", "Ada.Lovelace", "web-1_b", "host$", String(repeating: "a", count: 32)])
  func goodLogin(login: String) async throws {
    #expect(try await create("Ada", login: login).unixUser == login)
  }

  @Test(
    "Anything else is no login name",
    arguments: [
      "", "1a", "-a", ".a", "$", "a b", "a$b", "a@b", "ad\u{1B}[1m", "é", "a/b", String(repeating: "a", count: 33),
      String(repeating: "x", count: 1_000_000),
    ])
  func badLogin(login: String) async throws {
    let error = try await #require(throws: ServiceError.self) { try await create("Ada", login: login) }
    #expect(error.code == .invalidParams && error.path == "unix_user")
    #expect(error.message.count < 300 && !error.message.contains("\u{1B}"))
    #expect(try await fixture.root.call(UsersList()).items == [])
  }

  @Test("No name may read as a SID", arguments: ["US", "AC", "ZZ"])
  func sidAsName(prefix: String) async throws {
    let name = prefix + UserSID.sample.text.dropFirst(2)
    let error = try await #require(throws: ServiceError.self) { try await create(name) }
    #expect(error.code == .invalidParams && error.path == "friendly_name")
  }

  @Test("Only operators deal with users")
  func operatorsOnly() async throws {
    let ada = try await fixture.createPerson("ada", .owner, of: fixture.createAccount())
    let error = try await #require(throws: ServiceError.self) { try await ada.client.call(UsersList()) }
    #expect(error.code == .accessDenied)
  }
}
