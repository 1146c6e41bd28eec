import FoundationEssentials
import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

struct NarrowingTests {
  private static let all = "/twilio/messaging/messages/*"
  private static let (list, read, create) = (name("list"), name("read"), name("create"))
  private static let policy = Policy(allow: [all, list], deny: [create])

  private static func name(_ action: String) -> String { "/twilio/messaging/messages/\(action)" }

  @Test(
    "R16: a policy that allows nothing new is accepted while the account is suspended",
    arguments: [
      policy, Policy(allow: [all], deny: [create]), Policy(allow: [list], deny: [create]),
      Policy(allow: [all, list], deny: [create, read]), Policy(allow: [read, list], deny: [create]),
      Policy(allow: [list], deny: [all]), Policy(allow: [list, list], deny: [create, create]),
    ])
  func narrower(_ policy: Policy) async throws {
    let (fixture, app) = try await suspended()
    let updated = try await fixture.root.call(AppsUpdate(sid: app, policy: policy))
    #expect(Set(updated.policy.allow) == Set(policy.allow) && Set(updated.policy.deny) == Set(policy.deny))
  }

  @Test(
    "R16: what gives or alters anything is not, though it takes something away as well",
    arguments: [
      AppsUpdate(sid: .sample, policy: Policy(allow: [all, list])),
      AppsUpdate(sid: .sample, policy: Policy(allow: [list], deny: [read])),
      AppsUpdate(sid: .sample, policy: Policy(allow: ["/twilio/iam/accounts/read"], deny: [create])),
      AppsUpdate(sid: .sample, description: .init(trusted: "x"), policy: Policy(allow: [list], deny: [create])),
      AppsUpdate(sid: .sample, friendlyName: .init(trusted: "x"), policy: Policy(allow: [list], deny: [create])),
      AppsUpdate(sid: .sample, policy: Policy(allow: [list], deny: [create]), accessTokenTTL: TokenLifetime(60)),
      AppsUpdate(sid: .sample),
    ])
  func other(_ update: AppsUpdate) async throws {
    let (fixture, app) = try await suspended()
    let request = AppsUpdate(
      sid: app, friendlyName: update.friendlyName, description: update.description, policy: update.policy,
      accessTokenTTL: update.accessTokenTTL)
    let error = try await #require(throws: ServiceError.self) { try await fixture.root.call(request) }
    #expect(error.code == .conflict && error.message.contains("rights can be taken away, nothing else"))
    #expect(try await fixture.root.call(AppsGet(sid: app)).policy == Self.policy)
  }

  @Test(
    "R16: what the catalogue has lost can be denied on while other rights are taken away, in any state of the account")
  func lostNames() async throws {
    let directory = try TemporaryDirectory()
    func write(_ names: String...) throws {
      let entries = names.map { #"{"permission":"/shop/sales/\#($0)","description":""}"# }.joined(separator: ",")
      try Data(#"{"version":1,"permissions":[\#(entries)]}"#.utf8).write(to: URL(filePath: "\(directory.path)/a.json"))
    }
    try write("orders/list", "orders/gone", "bills/list", "bills/gone")
    let live = try LiveCatalogue(directories: [directory.path])
    let world = try await World(catalogue: live)
    let registry = world.client(.appRegistry)
    let account = try await registry.call(AccountsCreate(friendlyName: .init(trusted: "Acme"))).sid
    let (orders, bills) = ("/shop/sales/orders/*", ["/shop/sales/bills/list", "/shop/sales/bills/gone"])
    let policy = Policy(allow: [orders] + bills, deny: ["/shop/sales/orders/gone"])
    func creation(_ name: String) -> AppsCreate {
      AppsCreate(accountSid: account, friendlyName: .init(trusted: name), policy: policy)
    }
    let app = try await registry.call(creation("App")).app.sid
    let key = try await registry.call(
      APIKeysCreate(accountSid: account, friendlyName: .init(trusted: "Key"), policy: policy)
    ).apiKey.sid
    try write("orders/list", "bills/list")
    _ = live.refresh()

    let narrower = Policy(allow: [orders, bills[1]], deny: policy.deny)
    _ = try await registry.call(AppsUpdate(sid: app, friendlyName: .init(trusted: "Shop"), policy: policy))
    _ = try await registry.call(AccountsSuspend(sid: account))
    #expect(try await registry.call(AppsUpdate(sid: app, policy: narrower)).policy == narrower)
    #expect(try await registry.call(APIKeysUpdate(sid: key, policy: narrower)).policy == narrower)
    _ = try await registry.call(AccountsResume(sid: account))
    let new = Policy(allow: [orders], deny: policy.deny + [bills[1], "/shop/sales/orders/new"])
    let unknown = try await #require(throws: ServiceError.self) {
      try await registry.call(AppsUpdate(sid: app, policy: new))
    }
    #expect(unknown.code == .invalidScope && unknown.path == "policy.deny[2]")
    let another = try await #require(throws: ServiceError.self) { try await registry.call(creation("Second")) }
    #expect(another.code == .invalidScope && another.path == "policy.allow[2]")
  }

  private func suspended() async throws -> (RegistryFixture, AppSID) {
    let fixture = try RegistryFixture()
    let account = try await fixture.createAccount()
    let app = try await fixture.root.call(.app(of: account, policy: Self.policy)).app
    _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    return (fixture, app.sid)
  }
}
