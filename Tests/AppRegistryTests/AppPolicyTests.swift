import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

struct AppPolicyTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  /// What `apps.create` and `apps.update` refuse the policy with; both must agree, and neither may have changed
  /// anything.
  private func refusal(of policy: Policy) async throws -> ServiceError {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    let creation = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(.app("New", of: account, policy: policy))
    }
    let update = try await #require(throws: ServiceError.self) {
      try await fixture.root.call(AppsUpdate(sid: app.sid, policy: policy))
    }
    #expect(creation == update)
    #expect(try await fixture.root.call(AppsList(accountSid: account.sid)).items == [app])
    return creation
  }

  @Test("R12: each unknown permission is refused by name")
  func unknown() async throws {
    let error = try await refusal(
      of: Policy(
        allow: ["/twilio/messaging/messages/list", "/twilio/messaging/messages/send"], deny: ["/twilio/fax/faxes/*"]))
    #expect(error.code == .invalidScope && error.path == "policy.allow[1]")
    #expect(error.message.contains("policy.allow[1]: /twilio/messaging/messages/send"))
    #expect(error.message.contains("policy.deny[0]: /twilio/fax/faxes/*"))
  }

  @Test(
    "R12: what is no permission name is refused, repeated no further than a reader needs",
    arguments: ["", "messages", "/a/b/c/d e", "\u{1B}[2J", String(repeating: "x", count: 16_000)])
  func malformed(name: String) async throws {
    let error = try await refusal(of: Policy(allow: [name]))
    #expect(error.code == .invalidScope && error.path == "policy.allow[0]")
    #expect(error.message.count < 500 && !error.message.contains("\u{1B}"))
  }

  @Test("R12: an app must be allowed something")
  func empty() async throws {
    let error = try await refusal(of: Policy(allow: [], deny: ["/twilio/messaging/messages/list"]))
    #expect(error.code == .invalidScope && error.path == "policy.allow")
  }

  @Test("R12: 100 permissions are taken, 101 are not, whether allowed or denied")
  func limit() async throws {
    let names = Catalogue.bulkNames
    let account = try await fixture.createAccount("Other")
    let app = try await fixture.root.call(
      .app(of: account, policy: Policy(allow: Array(names[..<60]), deny: Array(names[60..<100])))
    ).app
    #expect(app.policy.allow.count == 60 && app.policy.deny.count == 40)
    let error = try await refusal(of: Policy(allow: Array(names[..<60]), deny: Array(names[60..<101])))
    #expect(error.code == .limitExceeded && error.message.contains("101"))
  }

  @Test("R12: a permission named twice counts, and is kept, once")
  func duplicates() async throws {
    let name = "/twilio/messaging/messages/list"
    let app = try await fixture.root.call(
      .app(
        of: fixture.createAccount(),
        policy: Policy(allow: Array(repeating: name, count: 200) + ["/twilio/messaging/messages/*"]))
    )
    .app
    #expect(app.policy.allow == [name, "/twilio/messaging/messages/*"])
    #expect(try await fixture.root.call(AppsGet(sid: app.sid)).policy == app.policy)
  }
}
