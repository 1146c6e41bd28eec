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

  private func suspended() async throws -> (RegistryFixture, AppSID) {
    let fixture = try RegistryFixture()
    let account = try await fixture.createAccount()
    let app = try await fixture.root.call(.app(of: account, policy: Self.policy)).app
    _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    return (fixture, app.sid)
  }
}
