import FoundationEssentials
import RPC
import Testing
import WireProtocol

@testable import Commands

struct AppCommandTests {
  private let services = ScriptedServices()
  private let app = AppSID.sample.text, account = AccountSID.sample.text

  @Test("create makes a policy of --scope and --deny and passes every option on")
  func create() async throws {
    try services.answer(AppsCreate.self, .example)
    let ending = await services.run(
      "app", "create", "Billing", "--account", account, "--scope", "/a/b/c/*", "--scope", "/a/b/d/read", "--deny",
      "/a/b/c/delete",
      "--description", "Sends invoices", "--token-ttl", "10m", "--region", "us1")
    #expect(ending.status == 0)
    #expect(
      try services.received[0].decoded(as: AppsCreate.self)
        == AppsCreate(
          accountSid: .sample, friendlyName: .init(trusted: "Billing"), description: .init(trusted: "Sends invoices"),
          policy: Policy(allow: ["/a/b/c/*", "/a/b/d/read"], deny: ["/a/b/c/delete"]), region: "us1",
          accessTokenTTL: TokenLifetime(600)))
  }

  @Test("R14: create shows the secret once, with a note beside the output; scripts get the bare reply")
  func secretShownOnce() async throws {
    try services.answer(AppsCreate.self, .example)
    let command = ["app", "create", "Billing", "--account", account, "--scope", "/a/b/c/d"]
    let ending = await services.run(and: command)
    #expect(
      ending.outputLines.last
        == "secret:                     0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    #expect(
      ending.errors
        == "oauthctl: store the secret now, it is not shown again; --secret-file FILE puts it into a file instead\n")
    #expect(await services.run(and: command + ["--json"]).errors == "")
  }

  @Test("update sends only what is given")
  func updateName() async throws {
    try services.answer(AppsUpdate.self, .example)
    #expect(await services.run("app", "update", app, "--name", "Invoices", "--token-ttl", "60").status == 0)
    #expect(services.received.map(\.request.method) == ["apps.update"])
    #expect(
      try services.received[0].decoded(as: AppsUpdate.self)
        == AppsUpdate(sid: .sample, friendlyName: .init(trusted: "Invoices"), accessTokenTTL: TokenLifetime(60)))
  }

  @Test(
    "update sends the lists of the policy that are given, and asks for nothing first",
    arguments: [
      (["--scope", "/n"], AppsUpdate(sid: .sample, allow: ["/n"])),
      (["--deny", "/n"], AppsUpdate(sid: .sample, deny: ["/n"])), (["--no-deny"], AppsUpdate(sid: .sample, deny: [])),
      (["--scope", "/n", "--no-deny"], AppsUpdate(sid: .sample, allow: ["/n"], deny: [])),
    ])
  func updateLists(options: [String], update: AppsUpdate) async throws {
    try services.answer(AppsUpdate.self, .example)
    #expect(await services.run("app", "update", app, and: options).status == 0)
    #expect(services.received.map(\.request.method) == ["apps.update"])
    #expect(try services.received[0].decoded(as: AppsUpdate.self) == update)
  }
}
