import Foundation
import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

struct PermissionMethodTests {
  let fixture: RegistryFixture
  /// Anybody may ask.
  let stranger: Client

  init() throws {
    fixture = try RegistryFixture()
    stranger = fixture.client(from: .person(nil))
  }

  @Test("The catalogue is listed by name, in pages")
  func lists() async throws {
    var names: [String] = []
    var token: String?
    repeat {
      let page = try await stranger.call(PermissionsList(pageSize: PageSize(7), pageToken: token))
      names += page.items.map(\.permission)
      token = page.nextPageToken
    } while token != nil
    #expect(names == (try Catalogue.example().permissions.map(\.name)))
  }

  @Test("The list can be narrowed to a product, and pages just as well")
  func product() async throws {
    let first = try await stranger.call(PermissionsList(product: "messaging", pageSize: PageSize(3)))
    #expect(first.items.map(\.permission) == ["create", "delete", "list"].map { "/twilio/messaging/messages/\($0)" })
    #expect(first.items[2].endpoints.map(\.path) == ["/2010-04-01/Accounts/{AccountSid}/Messages.json"])
    let second = try await stranger.call(
      PermissionsList(product: "messaging", pageSize: PageSize(3), pageToken: first.nextPageToken))
    #expect(second.items.map(\.permission) == ["read", "update"].map { "/twilio/messaging/messages/\($0)" })
    #expect(second.nextPageToken == nil)
    #expect(try await stranger.call(PermissionsList(product: "fax")).items == [])
  }

  @Test("A page token is of use for the product that it was given out for, and for no other")
  func foreignToken() async throws {
    let page = try await stranger.call(PermissionsList(product: "messaging", pageSize: PageSize(3)))
    for product in [nil, "fax"] as [String?] {
      let error = try await #require(throws: ServiceError.self) {
        try await stranger.call(PermissionsList(product: product, pageToken: page.nextPageToken))
      }
      #expect(error.code == .invalidParams && error.path == "page_token")
    }
  }

  @Test("A page token of the catalogue from before is refused: its positions are others'")
  func formerToken() async throws {
    let directory = try TemporaryDirectory()
    func write(_ names: String...) throws {
      let entries = names.map { #"{"permission":"\#($0)","description":""}"# }.joined(separator: ",")
      try Data(#"{"version":1,"permissions":[\#(entries)]}"#.utf8).write(to: URL(filePath: "\(directory.path)/a.json"))
    }
    try write("b", "c")
    let live = try LiveCatalogue(directories: [directory.path])
    let world = try await World(catalogue: live)
    let registry = world.client(.appRegistry)
    let page = try await registry.call(PermissionsList(pageSize: PageSize(1)))
    #expect(page.items.map(\.permission) == ["b"])
    try write("a", "b", "c")
    _ = live.refresh()
    let error = try await #require(throws: ServiceError.self) {
      try await registry.call(PermissionsList(pageSize: PageSize(1), pageToken: page.nextPageToken))
    }
    #expect(error.code == .invalidParams && error.path == "page_token")
    #expect(try await registry.call(PermissionsList()).items.map(\.permission) == ["a", "b", "c"])
  }

  @Test("R12: a request is matched to its permission and account")
  func matches() async throws {
    let match = try await stranger.call(
      PermissionsMatch(
        method: "GET", host: "api.twilio.com",
        path: "/2010-04-01/Accounts/\(AccountSID.sample)/Messages.json?PageSize=1"))
    #expect(match.permission == "/twilio/messaging/messages/list" && match.accountSid == AccountSID.sample.text)
  }

  @Test(
    "R12: a request that no permission covers is told why",
    arguments: [("PUT", "/v1/1"), ("GET", "/v2/1"), ("GET", "/v1/%zz"), ("GET", "")])
  func matchesNothing(method: String, path: String) async throws {
    let match = try await stranger.call(PermissionsMatch(method: method, host: "bulk.twilio.com", path: path))
    #expect(match.permission == nil && match.accountSid == nil && !match.reason.isEmpty)
  }
}
