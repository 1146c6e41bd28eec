import RPC
import TestSupport
import Testing
import WireProtocol

struct PagingTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test(
    "2,000 apps page through completely, each once and in order",
    arguments: [(1000, [1000, 1000]), (999, [999, 999, 2])])
  func manyApps(size: Int, pages: [Int]) async throws {
    let other = try await fixture.createAccount("Other")
    try await fixture.fill(other, with: 10)
    let account = try await fixture.createAccount()
    try await fixture.fill(account, with: 2000)
    try await fixture.fill(account, with: 10, state: "deleted")
    let apps = try await Walked { token in
      try await fixture.root.call(AppsList(accountSid: account.sid, pageSize: PageSize(size), pageToken: token))
    }
    #expect(apps.items.map(\.friendlyName.text) == (1...2000).map { "app \($0)" })
    #expect(apps.sizes == pages)
  }

  @Test("Pages of one item work, and a page is 50 items long unless said otherwise")
  func pageSizes() async throws {
    let account = try await fixture.createAccount()
    try await fixture.fill(account, with: 101)
    let single = try await Walked {
      try await fixture.root.call(AppsList(accountSid: account.sid, pageSize: PageSize(1), pageToken: $0))
    }
    #expect(single.sizes == Array(repeating: 1, count: 101))
    let standard = try await Walked { try await fixture.root.call(AppsList(accountSid: account.sid, pageToken: $0)) }
    #expect(standard.sizes == [50, 50, 1])
    #expect(single.items == standard.items)
  }

  @Test("Accounts, users and roles page as well, for operators and for people")
  func otherLists() async throws {
    let parent = try await fixture.createAccount()
    let owner = try await fixture.createPerson("olga", .owner, of: parent)
    for number in 1...4 {
      _ = try await fixture.createAccount("Branch \(number)", below: parent)
      _ = try await fixture.createPerson("user\(number)", .support, of: parent)
    }
    let two = PageSize(2)
    for client in [fixture.root, owner.client] {
      let all = try await Walked { try await client.call(AccountsList(pageSize: two, pageToken: $0)) }
      #expect(all.sizes == [2, 2, 1] && all.items.first == parent)
      let below = try await Walked {
        try await client.call(AccountsList(parentSid: parent.sid, pageSize: two, pageToken: $0))
      }
      #expect(below.sizes == [2, 2] && below.items == Array(all.items.dropFirst()))
      let roles = try await Walked {
        try await client.call(RolesList(accountSid: parent.sid, pageSize: two, pageToken: $0))
      }
      #expect(roles.sizes == [2, 2, 1] && roles.items.map(\.role) == [.owner, .support, .support, .support, .support])
    }
    let users = try await Walked { try await fixture.root.call(UsersList(pageSize: two, pageToken: $0)) }
    #expect(users.sizes == [2, 2, 1])
  }

  @Test(
    "A token that no list has given out is refused",
    arguments: ["", "x", "MA==", "LTE=", "MQ", "OTIyMzM3MjAzNjg1NDc3NTgwOA=="])
  func forgedTokens(token: String) async throws {
    for attempt in [
      { _ = try await fixture.root.call(AccountsList(pageToken: token)) },
      { _ = try await fixture.root.call(PermissionsList(pageToken: token)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .invalidParams && error.path == "page_token")
    }
  }
}
