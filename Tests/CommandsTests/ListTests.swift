import FoundationEssentials
import RPC
import Testing
import WireProtocol

@testable import Commands

struct ListTests {
  private let services = ScriptedServices()

  private func user(_ number: UInt64, _ name: String) -> User {
    User(
      sid: UserSID(low: number), friendlyName: .init(trusted: name), unixUser: nil,
      dateCreated: Timestamp(secondsSince1970: 0))
  }

  private func scriptTwoPages() throws {
    try services.answer(UsersList.self, Page([user(1, "Ada"), user(2, "Grace")], nextPageToken: "p2"))
    try services.answer(UsersList.self, Page([user(3, "Al")]))
  }

  @Test("A list is shown to its end, in one table")
  func allPages() async throws {
    try scriptTwoPages()
    let ending = await services.run("user", "list")
    #expect(ending.status == 0)
    #expect(
      ending.output == """
        SID                                 NAME   UNIX-USER  CREATED
        US00000000000000000000000000000001  Ada    -          1970-01-01T00:00:00Z
        US00000000000000000000000000000002  Grace  -          1970-01-01T00:00:00Z
        US00000000000000000000000000000003  Al     -          1970-01-01T00:00:00Z

        """)
    #expect(
      try services.received.map { try $0.decoded(as: UsersList.self) } == [UsersList(), UsersList(pageToken: "p2")])
  }

  @Test("Asked for one page, it shows that and tells how to get the next")
  func onePage() async throws {
    try scriptTwoPages()
    let ending = await services.run("user", "list", "--page-size", "2")
    #expect(ending.outputLines.count == 3)
    #expect(ending.errors == "oauthctl: there is more: --page-token=p2\n")
    let next = await services.run("user", "list", "--page-token", "p2")
    #expect(next.outputLines.count == 2)
    #expect(next.errors == "")
    #expect(
      try services.received.map { try $0.decoded(as: UsersList.self) } == [
        UsersList(pageSize: PageSize(2)), UsersList(pageToken: "p2"),
      ])
  }

  @Test("--json prints the reply of one page")
  func json() async throws {
    let reply = #"{ "users":[], "next_page_token":"p2", "newer":[1, 2] }"#
    services.answer("users.list", json: reply)
    #expect(await services.run("user", "list", "--json").output == reply + "\n")
    #expect(services.received.count == 1)
  }

  @Test("A failure in the middle leaves what was shown and says why the rest is missing")
  func failureOnSecondPage() async throws {
    try services.answer(UsersList.self, Page([user(1, "Ada")], nextPageToken: "p2"))
    services.refuse("users.list", ServiceError(.unavailable, "the database is read-only", service: "app-registry"))
    let ending = await services.run("user", "list")
    #expect(ending.status == 69)
    #expect(ending.outputLines.count == 2)
    #expect(ending.errors.hasPrefix("oauthctl: the database is read-only (unavailable)\n"))
  }

  @Test(
    "Each list has its table",
    arguments: [
      (["account", "list"], "SID NAME TYPE STATUS PARENT CREATED"), (["user", "list"], "SID NAME UNIX-USER CREATED"),
      (["role", "list", AccountSID.sample.text], "USER ACCOUNT ROLE CREATED"),
      (
        ["app", "list", "--account", AccountSID.sample.text], "SID NAME STATUS SCOPES TTL CREATED-BY CREATED LAST-USED"
      ),
      (["secret", "list", AppSID.sample.text], "SID CLIENT STATUS CREATED EXPIRES REVOKED LAST-USED"),
      (["permission", "list"], "PERMISSION REQUESTS RESOURCE DESCRIPTION"),
    ])
  func tables(command: [String], header: String) async throws {
    try services.answer(AccountsList.self, Page([.example]))
    try services.answer(UsersList.self, Page([.example]))
    try services.answer(RolesList.self, Page([.example]))
    try services.answer(AppsList.self, Page([.example]))
    try services.answer(AppsListSecrets.self, Page([.example]))
    try services.answer(PermissionsList.self, Page([.example]))
    let ending = await services.run(and: command)
    #expect(ending.status == 0)
    #expect(ending.outputLines.count == 2)
    #expect(ending.outputLines[0].split(separator: " ").joined(separator: " ") == header)
  }
}

extension ListTests {
  @Test("Every filter of app list and key list is passed on, and secret list without an app asks about all")
  func filters() async throws {
    try services.answer(AppsList.self, Page([.example]))
    try services.answer(APIKeysList.self, Page([.example]))
    try services.answer(ClientsListSecrets.self, Page([.example]))
    let filter = [
      "--name", "bill", "--permission", "/a/b/c/d", "--created-by", "ada", "--status", "disabled", "--unused",
      "2026-11-23T13:00:00Z",
    ]
    let moment = try #require(Timestamp("2026-11-23T13:00:00Z"))
    #expect(await services.run("app", "list", and: filter).status == 0)
    #expect(await services.run("key", "list", and: filter).status == 0)
    #expect(await services.run("secret", "list", "--expiring", "2026-11-23T13:00:00Z").status == 0)
    #expect(
      try services.received[0].decoded(as: AppsList.self)
        == AppsList(
          name: FriendlyName("bill"), permission: "/a/b/c/d", createdBy: "ada", status: .disabled, unusedSince: moment))
    #expect(
      try services.received[1].decoded(as: APIKeysList.self)
        == APIKeysList(
          name: FriendlyName("bill"), permission: "/a/b/c/d", createdBy: "ada", status: .disabled, unusedSince: moment))
    #expect(
      try services.received[2].decoded(as: ClientsListSecrets.self) == ClientsListSecrets(expiresBefore: moment))
  }
}
