import RPC
import TestSupport
import Testing
import WireProtocol

struct APIKeyTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  private static let messages = "/twilio/messaging/messages"

  @Test("R13: a key is what it was created as, restricted unless said otherwise, and shows its secret once")
  func creation() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let created = try await ada.client.call(.apiKey("Reports", of: account))
    let key = created.apiKey
    #expect(
      key
        == APIKey(
          sid: key.sid, type: .restricted, accountSid: account.sid, friendlyName: .init(trusted: "Reports"),
          status: .active, policy: .messaging, createdBy: "ada", creatorSid: ada.user.sid,
          dateCreated: fixture.clock.now, dateUpdated: fixture.clock.now))
    #expect(key.sid.text.hasPrefix("SK") && created.secret.revealed == "secret of \(created.secretSid)")
    #expect(try await ada.client.call(APIKeysGet(sid: key.sid)) == key)
    #expect(try await ada.client.call(APIKeysList(accountSid: account.sid)).items == [key])
  }

  @Test("R13: a key asked for without a policy is refused unless it is to be a main key, which has none")
  func withoutPolicy() async throws {
    let account = try await fixture.createAccount()
    for type in [nil, .restricted] as [APIKeyType?] {
      try await expectRefusal(.invalidParams, "type main", path: "policy") {
        try await fixture.root.call(.apiKey(of: account, type: type, policy: nil))
      }
    }
    try await expectRefusal(.invalidParams, "a main key has none", path: "policy") {
      try await fixture.root.call(.apiKey(of: account, type: .main))
    }
    #expect(try await fixture.list(.apiKey, of: account) == [])
    #expect(fixture.secrets.count() == 0)

    let key = try await fixture.root.call(.apiKey(of: account, type: .main, policy: nil)).apiKey
    #expect(key.type == .main && key.policy == nil)
    #expect(try await fixture.root.call(APIKeysGet(sid: key.sid)) == key)
    try await expectRefusal(.invalidParams, "a main key has none", path: "policy") {
      try await fixture.root.call(APIKeysUpdate(sid: key.sid, policy: .messaging))
    }
  }

  @Test("R12, R13: a key's permissions are checked as an app's: unknown ones by name, at least one, at most 100")
  func policies() async throws {
    let account = try await fixture.createAccount()
    let key = try await fixture.root.call(.apiKey(of: account)).apiKey
    let many = try await fixture.root.call(PermissionsList(pageSize: PageSize(101))).items.map(\.permission)
    try #require(many.count == 101)
    for (policy, code, clause, path) in [
      (Policy(allow: ["\(Self.messages)/send"]), .invalidScope, "\(Self.messages)/send", "policy.allow[0]"),
      (Policy(allow: []), .invalidScope, "at least one", "policy.allow"),
      (Policy(allow: many), .limitExceeded, "100", "policy"),
    ] as [(Policy, KnownErrorCode, String, String)] {
      try await expectRefusal(code, clause, path: path) {
        try await fixture.root.call(.apiKey("New", of: account, policy: policy))
      }
      try await expectRefusal(code, clause, path: path) {
        try await fixture.root.call(APIKeysUpdate(sid: key.sid, policy: policy))
      }
    }
    #expect(try await fixture.root.call(APIKeysList(accountSid: account.sid)).items == [key])
    _ = try await fixture.root.call(.apiKey("New", of: account, policy: Policy(allow: Array(many.prefix(100)))))
  }

  @Test("Names are unique among the living keys of an account, whatever its apps are called")
  func names() async throws {
    let account = try await fixture.createAccount()
    _ = try await fixture.createApp("Billing", of: account)
    let key = try await fixture.create(.apiKey, "Billing", of: account)
    try await expectRefusal(.alreadyExists, "has an API key named \"Billing\" already, \(key)", path: "friendly_name") {
      try await fixture.create(.apiKey, "Billing", of: account)
    }
    _ = try await fixture.create(.apiKey, "Billing", of: fixture.createAccount("Other"))
    try await fixture.delete(key)
    _ = try await fixture.create(.apiKey, "Billing", of: account)
  }

  @Test("An update changes what is given and leaves the rest")
  func update() async throws {
    let key = try await fixture.root.call(.apiKey(of: fixture.createAccount())).apiKey
    fixture.clock.advance(by: 5)
    let policy = Policy(allow: ["\(Self.messages)/*"], deny: ["\(Self.messages)/delete"])
    let changed = try await fixture.root.call(APIKeysUpdate(sid: key.sid, policy: policy))
    #expect(changed.policy == policy && changed.friendlyName == key.friendlyName)
    #expect(changed.dateCreated == key.dateCreated && changed.dateUpdated == fixture.clock.now)
    let renamed = try await fixture.root.call(APIKeysUpdate(sid: key.sid, friendlyName: .init(trusted: "Statistics")))
    #expect(renamed.policy == policy && renamed.friendlyName.text == "Statistics")
    #expect(try await fixture.root.call(APIKeysGet(sid: key.sid)) == renamed)
  }

  @Test("R3: Owner, Administrator and Developer use keys, nobody else does", arguments: Role.allCases)
  func roles(role: Role) async throws {
    let account = try await fixture.createAccount()
    let client = try await fixture.createPerson("ada", role, of: account).client
    let key = try await fixture.create(.apiKey, of: account)
    let mayUse = [Role.owner, .administrator, .developer].contains(role)
    for attempt in [
      { _ = try await fixture.create(.apiKey, "Mine", of: account, by: client) },
      { try await fixture.show(key, to: client) },
      { _ = try await fixture.list(.apiKey, of: account, to: client) },
      { try await fixture.update(key, by: client) }, { try await fixture.rotate(key, by: client) },
      { try await fixture.delete(key, by: client) },
    ] as [() async throws -> Void] {
      if mayUse {
        try await attempt()
      } else {
        let error = try await #require(throws: ServiceError.self) { try await attempt() }
        #expect(error.code == .roleNotPermitted && error.message.contains("Owner, Administrator or Developer"))
      }
    }
  }

  @Test("R3: to a user without a role a key is as if it did not exist, and to a stranger the methods are")
  func unseen() async throws {
    let account = try await fixture.createAccount()
    let key = try await fixture.create(.apiKey, of: account)
    let sam = try await fixture.createPerson("sam")
    for attempt in [
      { try await fixture.show(key, to: sam.client) }, { try await fixture.update(key, by: sam.client) },
      { try await fixture.rotate(key, by: sam.client) }, { try await fixture.delete(key, by: sam.client) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .notFound && error.message.contains("no API key has the SID \(key)"))
    }
  }

  @Test("R16: in a suspended account a key is narrowed, rotated without grace and deleted, and nothing else")
  func suspended() async throws {
    let account = try await fixture.createAccount()
    let key = try await fixture.root.call(.apiKey(of: account)).apiKey.sid
    let main = try await fixture.root.call(.apiKey("Main", of: account, type: .main, policy: nil)).apiKey.sid
    _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    #expect(try await fixture.root.call(APIKeysGet(sid: key)).status == .suspended)
    for attempt in [
      { _ = try await fixture.create(.apiKey, "New", of: account) },
      { try await fixture.update(.apiKey(key)) }, { try await fixture.update(.apiKey(main)) },
      { _ = try await fixture.root.call(APIKeysUpdate(sid: key, policy: Policy(allow: ["\(Self.messages)/*"]))) },
      {
        _ = try await fixture.root.call(APIKeysUpdate(sid: key, friendlyName: .init(trusted: "x"), policy: .messaging))
      },
      { try await fixture.rotate(.apiKey(key)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .conflict)
    }
    _ = try await fixture.root.call(APIKeysUpdate(sid: key, policy: .messaging))
    _ = try await fixture.root.call(APIKeysRotateSecret(sid: key, gracePeriod: GracePeriod(0)))
    try await fixture.delete(.apiKey(key))
    try await fixture.delete(.apiKey(main))
  }

  @Test("R6: a key stays as it was when its creator loses the role and is deleted")
  func creatorGone() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let key = try await ada.client.call(.apiKey(of: account)).apiKey
    _ = try await fixture.root.call(UsersDelete(sid: ada.user.sid))
    #expect(try await fixture.client(from: .service(.tokenIssuer)).call(APIKeysGet(sid: key.sid)) == key)
    #expect(fixture.secrets.count(of: .apiKey(key.sid)) == 1)
  }

  @Test("Keys are listed by page, and a page token of apps is none of keys")
  func pages() async throws {
    let account = try await fixture.createAccount()
    for number in 1...3 {
      _ = try await fixture.create(.apiKey, "\(number)", of: account)
      _ = try await fixture.createApp("\(number)", of: account)
    }
    let first = try await fixture.root.call(APIKeysList(accountSid: account.sid, pageSize: PageSize(2)))
    let second = try await fixture.root.call(
      APIKeysList(accountSid: account.sid, pageSize: PageSize(2), pageToken: first.nextPageToken))
    #expect((first.items + second.items).map(\.friendlyName.text) == ["1", "2", "3"] && second.nextPageToken == nil)
    let apps = try await fixture.root.call(AppsList(accountSid: account.sid, pageSize: PageSize(2)))
    try await expectRefusal(.invalidParams, "page_token", path: "page_token") {
      try await fixture.root.call(
        APIKeysList(accountSid: account.sid, pageToken: apps.nextPageToken))
    }
  }

  private func expectRefusal(
    _ code: KnownErrorCode, _ clause: String, path: String, _ attempt: () async throws -> some Any
  ) async throws {
    let error = try await #require(throws: ServiceError.self) { _ = try await attempt() }
    #expect(error.code.symbol == code.symbol && error.path == path)
    #expect(error.message.contains(clause), "\(error.message)")
  }
}
