import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

struct KeyCommandTests {
  private let services = ScriptedServices()
  private let key = APIKeySID.sample.text, account = AccountSID.sample.text

  @Test("create makes a restricted key of --scope and --deny, or a main key without a policy")
  func create() async throws {
    try services.answer(APIKeysCreate.self, .example)
    let restricted = await services.run(
      "key", "create", "Reports", "--account", account, "--scope", "/a/b/c/*", "--deny", "/a/b/c/delete")
    let main = await services.run("key", "create", "Root", "--account", account, "--main")
    #expect(restricted.status == 0 && main.status == 0)
    #expect(
      try services.received.map { try $0.decoded(as: APIKeysCreate.self) } == [
        APIKeysCreate(
          accountSid: .sample, friendlyName: .init(trusted: "Reports"), type: .restricted,
          policy: Policy(allow: ["/a/b/c/*"], deny: ["/a/b/c/delete"])),
        APIKeysCreate(accountSid: .sample, friendlyName: .init(trusted: "Root"), type: .main),
      ])
  }

  @Test(
    "A key without a policy is not sent, nor a main key with one",
    arguments: [[], ["--deny", "/a/b/c/d"], ["--main", "--scope", "/a/b/c/d"], ["--main", "--deny", "/a/b/c/d"]])
  func policyMissing(options: [String]) async {
    let ending = await services.run("key", and: ["create", "Reports", "--account", account] + options)
    #expect(ending.status == 64 && ending.errors.contains("--main"))
    #expect(services.received.isEmpty)
  }

  @Test("R14: create shows the secret once, or puts it into a file that only its owner can read")
  func secret() async throws {
    try services.answer(APIKeysCreate.self, .example)
    let command = ["key", "create", "Reports", "--account", account, "--scope", "/a/b/c/d"]
    let shown = await services.run(and: command)
    #expect(shown.output.contains("0123456789-abc") && shown.errors.contains("it is not shown again"))
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/secret"
    let kept = await services.run(and: command + ["--secret-file", path])
    #expect(kept.status == 0 && !(kept.output + kept.errors).contains("0123456789-abc"))
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("0123456789-abc"))
  }

  @Test("list and show tell what a main key has instead of scopes")
  func list() async throws {
    let main = APIKey(
      sid: .sample, type: .main, accountSid: .sample, friendlyName: .init(trusted: "Root"), status: .active,
      policy: nil, createdBy: "Ada", creatorSid: nil, dateCreated: .sample, dateUpdated: .sample)
    try services.answer(APIKeysList.self, Page([.example, main]))
    try services.answer(APIKeysGet.self, main)
    let lines = await services.run("key", "list", "--account", account).outputLines
    #expect(lines.count == 3 && lines[1].contains("restricted") && lines[2].contains(" all "))
    let shown = await services.run("key", "show", key)
    #expect(shown.output.contains("main\n") && !shown.output.contains("allow:"))
  }

  @Test(
    "update sends the lists of the policy that are given",
    arguments: [
      (["--scope", "/n"], APIKeysUpdate(sid: .sample, allow: ["/n"])),
      (["--deny", "/n"], APIKeysUpdate(sid: .sample, deny: ["/n"])),
      (["--name", "Statistics"], APIKeysUpdate(sid: .sample, friendlyName: .init(trusted: "Statistics"))),
    ])
  func update(options: [String], update: APIKeysUpdate) async throws {
    try services.answer(APIKeysUpdate.self, .example)
    #expect(await services.run("key", "update", key, and: options).status == 0)
    #expect(try services.received.map { try $0.decoded(as: APIKeysUpdate.self) } == [update])
    #expect(await services.run("key", "update", key).status == 64)
  }

  @Test("rotate and delete do what they say")
  func rotateAndDelete() async throws {
    try services.answer(APIKeysRotateSecret.self, .keyExample)
    try services.answer(APIKeysDelete.self, NoContent())
    let rotated = await services.run("key", "rotate", key, "--grace", "1h")
    #expect(rotated.status == 0 && rotated.output.contains("client_id:    \(key)"), "\(rotated.output)")
    #expect(await services.run("key", "delete", key).output == "deleted \(key)\n")
    #expect(
      try services.received[0].decoded(as: APIKeysRotateSecret.self)
        == APIKeysRotateSecret(sid: .sample, gracePeriod: GracePeriod(3600)))
  }

  @Test("authorize takes the secret from a file or standard input, and exits 1 where the key may not")
  func authorize() async throws {
    try services.answer(TokensAuthorize.self, .example)
    try services.answer(TokensAuthorize.self, Authorization(allowed: false, reason: "the API key's policy"))
    let command = ["key", "authorize", key, "GET", "https://api.twilio.com/x.json", "--secret-file", "-"]
    #expect(await services.run(and: command + ["--account", account], input: "s\n").status == 0)
    #expect(
      try services.received[0].decoded(as: TokensAuthorize.self)
        == TokensAuthorize(
          apiKey: .sample, secret: Sensitive("s"), method: "GET", host: "api.twilio.com", path: "/x.json",
          accountSid: .sample))
    #expect(await services.run(and: command, input: "s").status == 1)
  }
}
