import FoundationEssentials
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

private let account = AccountSID.sample.text
private let user = UserSID.sample.text
private let app = AppSID.sample.text
private let secret = SecretSID.sample.text

/// What is typed, the method called for it, and the params sent, by name.
private let expectedCalls: [([String], String, String)] = [
  (["account", "create", "Acme"], "accounts.create", #"{"friendly_name":"Acme"}"#),
  (
    ["account", "create", "Acme", "--parent", account, "--type", "trial"], "accounts.create",
    #"{"friendly_name":"Acme","parent_sid":"\#(account)","type":"trial"}"#
  ),
  (["account", "show", account], "accounts.get", #"{"sid":"\#(account)"}"#),
  (
    ["account", "update", account, "--name", "Acme Ltd"], "accounts.update",
    #"{"friendly_name":"Acme Ltd","sid":"\#(account)"}"#
  ),
  (["account", "suspend", account], "accounts.suspend", #"{"sid":"\#(account)"}"#),
  (["account", "resume", account], "accounts.resume", #"{"sid":"\#(account)"}"#),
  (["account", "close", account], "accounts.close", #"{"sid":"\#(account)"}"#),
  (["account", "list", "--parent", account], "accounts.list", #"{"parent_sid":"\#(account)"}"#),
  (["user", "create", "Ada", "--unix-user", "ada"], "users.create", #"{"friendly_name":"Ada","unix_user":"ada"}"#),
  (["user", "show", user], "users.get", #"{"sid":"\#(user)"}"#),
  (["user", "update", user, "--unix-user", ""], "users.update", #"{"sid":"\#(user)","unix_user":""}"#),
  (["whoami"], "users.whoami", "{}"),
  (["user", "delete", user], "users.delete", #"{"sid":"\#(user)"}"#),
  (
    ["role", "grant", user, account, "billing_manager"], "roles.grant",
    #"{"account_sid":"\#(account)","role":"billing_manager","user_sid":"\#(user)"}"#
  ),
  (
    ["role", "revoke", user, account, "owner"], "roles.revoke",
    #"{"account_sid":"\#(account)","role":"owner","user_sid":"\#(user)"}"#
  ),
  (["app", "show", app], "apps.get", #"{"sid":"\#(app)"}"#),
  (["app", "delete", app], "apps.delete", #"{"sid":"\#(app)"}"#),
  (["app", "enable", app], "apps.enable", #"{"sid":"\#(app)"}"#),
  (["app", "disable", app], "apps.disable", #"{"sid":"\#(app)"}"#),
  (["app", "revoke-tokens", app], "apps.revoke_tokens", #"{"sid":"\#(app)"}"#),
  (["secret", "rotate", app], "apps.rotate_secret", #"{"sid":"\#(app)"}"#),
  (["secret", "rotate", app, "--grace", "1d"], "apps.rotate_secret", #"{"grace_period":86400,"sid":"\#(app)"}"#),
  (
    ["secret", "rotate", app, "--expires", "2027-01-31T00:00:00Z"], "apps.rotate_secret",
    #"{"secret_expires":"2027-01-31T00:00:00Z","sid":"\#(app)"}"#
  ),
  (["secret", "rotate", app, "--grace", "0"], "apps.rotate_secret", #"{"grace_period":0,"sid":"\#(app)"}"#),
  (["secret", "revoke", app, secret], "apps.revoke_secret", #"{"secret_sid":"\#(secret)","sid":"\#(app)"}"#),
  (["permission", "list", "--product", "messaging"], "permissions.list", #"{"product":"messaging"}"#),
  (
    ["permission", "match", "GET", "https://api.twilio.com/x?y"], "permissions.match",
    #"{"host":"api.twilio.com","method":"GET","path":"/x"}"#
  ),
]

/// Commands on accounts, users, roles and secrets: what they send, and what they print.
struct ManagementCommandTests {
  private let services = ScriptedServices()

  @Test("Each command calls its method with its arguments", arguments: expectedCalls)
  func calls(command: [String], method: String, params: String) async throws {
    services.answer(method, json: "{}")
    let ending = await services.run(and: command + ["--json"])
    #expect(ending.status == (method == "permissions.match" ? 1 : 0))
    #expect(ending.output == "{}\n")
    let received = try #require(services.received.first)
    #expect(received.service == .appRegistry)
    #expect(received.request.method == method)
    #expect(try sortedMembers(received.request.params) == params)
  }

  private func sortedMembers(_ json: [UInt8]) throws -> String {
    let members = try Wire.document(json).children.sorted { $0.name < $1.name }
    return "{" + members.map { #""\#($0.name)":\#(String(decoding: $0.text, as: UTF8.self))"# }.joined(separator: ",")
      + "}"
  }

  @Test("An account is shown member by member")
  func showsAccount() async throws {
    try services.answer(AccountsGet.self, .example)
    #expect(
      await services.run("account", "show", account).output == """
        sid:           AC00000000000000000000000000000001
        friendly_name: Acme
        type:          full
        status:        active
        date_created:  2026-11-23T12:00:00Z
        date_updated:  2026-11-23T12:00:00Z

        """)
  }

  @Test("What is deleted or taken away is confirmed by name")
  func confirmations() async throws {
    try services.answer(UsersDelete.self, NoContent())
    try services.answer(RolesRevoke.self, NoContent())
    #expect(await services.run("user", "delete", user).output == "deleted \(user)\n")
    #expect(
      await services.run("role", "revoke", user, account, "support").output
        == "\(user) is no longer support of \(account)\n")
  }

  @Test("R14: a rotation shows the new secret once and says so beside the output")
  func rotation() async throws {
    try services.answer(AppsRotateSecret.self, .example)
    let ending = await services.run("secret", "rotate", app)
    #expect(ending.output.contains("secret:                0123456789-abc"))
    #expect(ending.output.contains("previous.date_expires: 2026-11-24T12:00:00Z"))
    #expect(ending.errors.contains("store the secret now"))
  }

  @Test("A request that maps to a permission succeeds, one that maps to none is refused")
  func match() async throws {
    try services.answer(PermissionsMatch.self, .example)
    #expect(await services.run("permission", "match", "GET", "/x").status == 0)
    let none = ScriptedServices()
    try none.answer(PermissionsMatch.self, PermissionMatch(permission: nil, accountSid: nil, reason: "no such path"))
    let ending = await none.run("permission", "match", "GET", "/x")
    #expect(ending.status == 1)
    #expect(ending.output == "reason: no such path\n")
    #expect(ending.errors == "")
  }
}
