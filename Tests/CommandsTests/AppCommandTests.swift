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
    "update keeps the half of the policy that is not given",
    arguments: [
      (["--scope", "/n"], Policy(allow: ["/n"], deny: ["/d"])),
      (["--deny", "/n"], Policy(allow: ["/a"], deny: ["/n"])),
      (["--no-deny"], Policy(allow: ["/a"])),
    ])
  func updateHalfOfPolicy(options: [String], policy: Policy) async throws {
    let old = App(
      sid: .sample, accountSid: .sample, friendlyName: .init(trusted: "x"), description: .init(trusted: ""),
      status: .active,
      region: "us1", policy: Policy(allow: ["/a"], deny: ["/d"]), accessTokenTTL: .standard, createdBy: "Ada",
      creatorSid: nil,
      dateCreated: .sample, dateUpdated: .sample)
    try services.answer(AppsGet.self, old)
    try services.answer(AppsUpdate.self, .example)
    #expect(await services.run("app", "update", app, and: options).status == 0)
    #expect(services.received.map(\.request.method) == ["apps.get", "apps.update"])
    #expect(try services.received[1].decoded(as: AppsUpdate.self).policy == policy)
  }

  @Test("update with both halves asks for nothing first")
  func updateWholePolicy() async throws {
    try services.answer(AppsUpdate.self, .example)
    #expect(await services.run("app", "update", app, "--scope", "/n", "--no-deny").status == 0)
    #expect(services.received.map(\.request.method) == ["apps.update"])
    #expect(try services.received[0].decoded(as: AppsUpdate.self).policy == Policy(allow: ["/n"]))
  }

  @Test("An app that can't be read is not updated")
  func updateRefused() async {
    services.refuse("apps.get", ServiceError(.roleNotPermitted, "role support may not use OAuth apps (R3)"))
    #expect(await services.run("app", "update", app, "--deny", "/n").status == 1)
    #expect(services.received.count == 1)
  }
}
