import Permissions
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

/// Lists over all accounts, and their filters.
struct FoundAppTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  private func setLastUse(_ moment: Timestamp?, of name: String) async throws {
    try await fixture.store.change(.noApp) { transaction in
      try transaction.run("UPDATE apps SET date_last_used = ? WHERE friendly_name = ?", moment, name)
    }
  }

  @Test("R3, R11: without an account, operators are shown all apps, people those that their roles let them use")
  func scope() async throws {
    let acme = try await fixture.createAccount()
    let branch = try await fixture.createAccount("Branch", below: acme)
    let other = try await fixture.createAccount("Other")
    for (name, account) in [("other 1", other), ("acme 1", acme), ("branch 1", branch), ("acme 2", acme)] {
      _ = try await fixture.createApp(name, of: account)
    }
    #expect(try await fixture.root.appNames(AppsList()) == ["other 1", "acme 1", "branch 1", "acme 2"])
    let expected: [(Role, Account, [String])] = [
      (.owner, acme, ["acme 1", "acme 2", "branch 1"]), (.administrator, acme, ["acme 1", "acme 2", "branch 1"]),
      (.developer, acme, ["acme 1", "acme 2"]), (.developer, branch, ["branch 1"]), (.support, acme, []),
      (.owner, other, ["other 1"]),
    ]
    for (number, (role, account, names)) in expected.enumerated() {
      let person = try await fixture.createPerson("user\(number)", role, of: account)
      for size in [1, 3] { #expect(try await person.client.appNames(AppsList(), pageSize: size) == names, "\(role)") }
      let acting = fixture.client(from: .root, actingUser: person.user.sid.text)
      for filter in [
        AppsList(permission: "/twilio/messaging/messages/list"), AppsList(createdBy: "root"), AppsList(status: .active),
        AppsList(unusedSince: fixture.clock.now + 1),
      ] {
        #expect(try await acting.appNames(filter).sorted() == names, "\(role) \(filter)")
      }
      let named = try await acting.appNames(AppsList(name: FriendlyName("A")))
      #expect(named == names.filter { $0.hasPrefix("a") })
    }
    let nobody = try await fixture.createPerson("nobody")
    #expect(try await nobody.client.appNames(AppsList()) == [])
  }

  @Test("A name is found by how it begins, in capital or small letters of any script, and by nothing else in it")
  func names() async throws {
    let account = try await fixture.createAccount()
    for name in ["Bücher", "BÜCHER 2", "bu\u{308}cher 3", "Bucher", "Äpfel", "*", "[a]", "a*b", "Ab", "ab%", "c?"] {
      _ = try await fixture.createApp(name, of: account)
    }
    let found: [(String, Set<String>)] = [
      ("bü", ["Bücher", "BÜCHER 2", "bücher 3"]), ("BU\u{308}", ["Bücher", "BÜCHER 2", "bücher 3"]),
      ("b", ["Bücher", "BÜCHER 2", "bücher 3", "Bucher"]), ("ä", ["Äpfel"]), ("*", ["*"]), ("[", ["[a]"]),
      ("A", ["a*b", "Ab", "ab%"]), ("a*", ["a*b"]), ("AB%", ["ab%"]), ("?", []), ("ucher", []), ("c?", ["c?"]),
      ("C", ["c?"]), ("bücher 33", []),
    ]
    for (prefix, names) in found {
      for scope in [nil, account.sid] {
        let list = AppsList(accountSid: scope, name: try FriendlyName(prefix))
        #expect(try await Set(fixture.root.appNames(list)) == names, "\(prefix)")
      }
    }
    _ = try await fixture.root.call(
      AppsUpdate(
        sid: #require(fixture.root.call(AppsList(name: FriendlyName("Äpfel"))).items.first).sid,
        friendlyName: FriendlyName("Birnen")))
    #expect(try await fixture.root.appNames(AppsList(name: FriendlyName("birn"))) == ["Birnen"])
    #expect(try await fixture.root.appNames(AppsList(name: FriendlyName("äpfel"))) == [])
  }

  @Test("R12: a permission finds just the apps that it is granted to, by its name or by a wildcard")
  func permissions() async throws {
    let account = try await fixture.createAccount()
    let names = ["/twilio/messaging/messages/list", "/twilio/messaging/messages/read"]
    let lists = [[], ["/twilio/messaging/messages/*"], names, [names[0]], [names[1]]]
    var policies: [(name: String, policy: Policy)] = []
    for allow in lists where !allow.isEmpty {
      for deny in lists {
        let policy = Policy(allow: allow, deny: deny)
        policies.append(("app \(policies.count)", policy))
        _ = try await fixture.root.call(.app("app \(policies.count - 1)", of: account, policy: policy))
      }
    }
    let catalogue = try Catalogue.example()
    for permission in names {
      let granted = policies.filter {
        PermissionPolicy(allow: $0.policy.allow, deny: $0.policy.deny, catalogue: catalogue).allows(permission)
      }
      #expect(!granted.isEmpty && granted.count < policies.count)
      #expect(try await fixture.root.appNames(AppsList(permission: permission)) == granted.map(\.name))
    }
  }

  @Test(
    "A permission that nobody can have is refused, as is a wildcard",
    arguments: ["", "/twilio/messaging/messages/*", "/twilio/messaging/messages/lis", "twilio", "%", "*"])
  func unknownPermission(name: String) async throws {
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(AppsList(permission: name))
    }
    #expect(error.code == .invalidParams && error.path == "permission")
    #expect(error.message.contains("permissions.list"))
  }

  @Test("R6: apps are found by their creator, by each of its names, and by SID when it is gone")
  func creators() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    _ = try await fixture.createApp("by root", of: account)
    _ = try await fixture.createApp("by ada", of: account, by: ada.client)
    _ = try await fixture.root.call(UsersUpdate(sid: ada.user.sid, friendlyName: FriendlyName("Countess")))
    for name in ["ada", "Countess", ada.user.sid.text] {
      #expect(try await fixture.root.appNames(AppsList(createdBy: name)) == ["by ada"])
      #expect(try await fixture.root.appNames(AppsList(accountSid: account.sid, createdBy: name)) == ["by ada"])
    }
    #expect(try await fixture.root.appNames(AppsList(createdBy: "root")) == ["by root"])
    for name in ["", "%", "ad*", UserSID.random().text] {
      #expect(try await fixture.root.appNames(AppsList(createdBy: name)) == [])
    }
    _ = try await fixture.root.call(UsersDelete(sid: ada.user.sid))
    #expect(try await fixture.root.appNames(AppsList(createdBy: ada.user.sid.text)) == ["by ada"])
  }

  @Test("An operator's apps and deeds are found by its login name, also where a user has that login name")
  func operatorAndUser() async throws {
    let account = try await fixture.createAccount()
    _ = try await fixture.createApp("1", of: account)
    let user = try await fixture.createPerson("root", .developer, of: account).user
    let asUser = fixture.client(from: .root, actingUser: user.sid.text)
    for name in ["2", "3"] { _ = try await fixture.createApp(name, of: account, by: asUser) }
    _ = try await fixture.createApp("4", of: account)
    _ = try await fixture.createApp("5", of: account, by: asUser)
    for (word, names) in [("root", ["1", "2", "3", "4", "5"]), (user.sid.text, ["2", "3", "5"])] {
      for list in [AppsList(createdBy: word), AppsList(accountSid: account.sid, createdBy: word)] {
        for size in [1, 2, 50] { #expect(try await fixture.root.appNames(list, pageSize: size) == names) }
      }
      let entries = try await fixture.root.call(AuditList(actor: word, method: AppsCreate.name)).items
      #expect(entries.count == names.count)
    }
  }

  @Test("R15: a status finds the apps that are shown with it")
  func statuses() async throws {
    let parent = try await fixture.createAccount()
    let accounts = [parent, try await fixture.createAccount("Branch", below: parent)]
    let other = try await fixture.createAccount("Other")
    for (number, account) in (accounts + [other, other]).enumerated() {
      _ = try await fixture.createApp("app \(number)", of: account)
    }
    let last = try #require(try await fixture.root.call(AppsList()).items.last)
    _ = try await fixture.root.call(AppsDisable(sid: last.sid))
    for step in [
      {}, { _ = try await fixture.root.call(AccountsSuspend(sid: parent.sid)) },
      { _ = try await fixture.root.call(AccountsClose(sid: accounts[1].sid)) },
      { _ = try await fixture.root.call(AccountsSuspend(sid: other.sid)) },
    ] as [() async throws -> Void] {
      try await step()
      let all = try await fixture.root.call(AppsList()).items
      for status in AppStatus.allCases {
        let expected = all.filter { $0.status == status }.map(\.friendlyName.text)
        #expect(try await fixture.root.appNames(AppsList(status: status)) == expected)
      }
    }
  }

  @Test("Unused apps are those that were there before a moment and have not been used since")
  func unused() async throws {
    let account = try await fixture.createAccount()
    for name in ["old", "old but used", "used long ago"] { _ = try await fixture.createApp(name, of: account) }
    let created = fixture.clock.now
    fixture.clock.advance(by: 100 * 86_400)
    _ = try await fixture.createApp("new", of: account)
    try await setLastUse(created + 50 * 86_400, of: "old but used")
    try await setLastUse(created + 60, of: "used long ago")
    let moment = created + 10 * 86_400
    for scope in [nil, account.sid] {
      let list = AppsList(accountSid: scope, unusedSince: moment)
      #expect(try await Set(fixture.root.appNames(list)) == ["old", "used long ago"])
    }
    #expect(try await fixture.root.appNames(AppsList(unusedSince: created)) == [])
    #expect(try await fixture.root.appNames(AppsList(unusedSince: created + 200 * 86_400)).count == 4)
    let shown = try await fixture.root.call(AppsList(name: FriendlyName("old b"))).items
    #expect(shown.map(\.dateLastUsed) == [created + 50 * 86_400])
  }

  @Test("API keys are found in the same ways; a main key has every permission")
  func apiKeys() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let key = try await ada.client.call(.apiKey("Reports", of: account)).apiKey
    let main = try await fixture.root.call(
      APIKeysCreate(accountSid: account.sid, friendlyName: FriendlyName("Main"), type: .main)
    ).apiKey
    let cases: [(APIKeysList, [APIKey])] = [
      (APIKeysList(), [key, main]), (APIKeysList(name: try FriendlyName("REP")), [key]),
      (APIKeysList(permission: "/twilio/messaging/messages/list"), [key, main]),
      (APIKeysList(permission: "/twilio/messaging/messages/update"), [main]),
      (APIKeysList(createdBy: "ada"), [key]), (APIKeysList(status: .active), [key, main]),
      (APIKeysList(status: .disabled), []), (APIKeysList(unusedSince: fixture.clock.now + 1), [key, main]),
    ]
    for (list, keys) in cases {
      #expect(try await Set(fixture.root.call(list).items.map(\.sid)) == Set(keys.map(\.sid)), "\(list)")
    }
    #expect(try await ada.client.call(APIKeysList()).items == [key, main])
  }
}
