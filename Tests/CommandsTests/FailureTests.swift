import RPC
import SystemCalls
import Testing
import WireProtocol

@testable import Commands

struct FailureTests {
  private let services = ScriptedServices()
  private let account = AccountSID.sample.text

  @Test(
    "A refusal ends with 1, a service that does not answer with 69",
    arguments: [
      (ErrorCode.accessDenied, 1), (.notFound, 1), (.invalidParams, 1), (.methodNotFound, 1), (.roleNotPermitted, 1),
      (.internalError, 1),
      (.tooManyRequests, 1), (ErrorCode(number: -32099, symbol: "brand_new"), 1), (.unavailable, 69),
      (.deadlineExceeded, 69),
    ] as [(ErrorCode, Int32)])
  func statuses(code: ErrorCode, status: Int32) async throws {
    services.refuse("accounts.get", ServiceError(code, "because"))
    let ending = await services.run("account", "show", account)
    #expect(ending.status == status)
    #expect(ending.output == "")
    let trace = try #require(services.received.first?.request.meta.traceparent?.traceIDText)
    let hint = "oauthctl: more in the services' log: journalctl OAUTH_TRACE_ID=\(trace), or what oauthctl up prints\n"
    #expect(ending.errors == "oauthctl: because (\(code.symbol))\n" + (code == .unavailable ? "" : hint))
  }

  @Test("A change that got no answer may have been made: the message has the key to ask again with")
  func inDoubt() async {
    services.refuse("users.delete", ServiceError(.deadlineExceeded, "app-registry did not answer in time"))
    let errors = await services.run("user", "delete", UserSID.sample.text).errors
    let key = services.received.first?.request.meta.idempotencyKey?.text ?? ""
    #expect(
      errors.hasPrefix(
        "oauthctl: app-registry did not answer in time; the same command with --idempotency-key \(key), "
          + "within 10 minutes, makes sure that it is done, once (deadline_exceeded)\n"))
  }

  @Test(
    "R19: a secret's time from now is told as a moment beside the key, and refused with the key: it would be another",
    arguments: [
      ["app", "create", "Billing", "--account", "ACCOUNT", "--scope", "/a/b/c/d"], ["secret", "rotate", "APP"],
    ])
  func relativeExpiry(command: [String]) async throws {
    let command = command.map { $0 == "ACCOUNT" ? account : $0 == "APP" ? AppSID.sample.text : $0 }
    for method in ["apps.create", "apps.rotate_secret"] {
      services.refuse(method, ServiceError(.deadlineExceeded, "app-registry did not answer in time"))
    }
    let errors = await services.run(and: command + ["--expires", "30d"]).errors
    let request = try #require(services.received.first?.request)
    let key = try #require(request.meta.idempotencyKey?.text)
    let moment = try #require(errors.firstMatch(of: /--expires ([0-9TZ:-]+), within/)?.1)
    #expect(
      errors.contains("the same command with --idempotency-key \(key) and --expires \(moment), within 10 minutes"))
    #expect(String(decoding: request.params, as: UTF8.self).contains(#""\#(moment)""#))
    let refused = await services.run(and: command + ["--expires", "30d", "--idempotency-key", key])
    #expect(refused.status == 64 && refused.errors.contains("--expires as the message with the key told it"))
    _ = await services.run(and: command + ["--expires", String(moment), "--idempotency-key", key])
    #expect(services.received.last?.request.params == request.params)
  }

  @Test("The member at fault is named, once")
  func path() async {
    services.refuse("accounts.get", ServiceError(.invalidParams, "sid: too long", path: "sid"))
    #expect(
      await services.run("account", "show", account).errors.hasPrefix("oauthctl: sid: too long (invalid_params)\n"))
    let other = ScriptedServices()
    other.refuse("accounts.get", ServiceError(.invalidParams, "too long", path: "policy.allow[3]"))
    #expect(
      await other.run("account", "show", account).errors.hasPrefix(
        "oauthctl: too long (invalid_params, at policy.allow[3])\n"))
  }

  @Test("A service's error can't drive the terminal")
  func escapedError() async {
    services.refuse(
      "accounts.get", ServiceError(ErrorCode(number: 1, symbol: "x\u{9B}2J"), "a\u{1B}[31m\nb", path: "p\u{202E}"))
    let errors = await services.run("account", "show", account).errors
    #expect(errors.hasPrefix(#"oauthctl: a\u{1B}[31m\u{A}b (x\u{9B}2J, at p\u{202E})"# + "\n"))
  }

  @Test("Names with terminal escapes are shown escaped, in lists and alone")
  func escapedNames() async throws {
    let hostile = App(
      sid: .sample, accountSid: .sample, friendlyName: .init(trusted: "\u{202E}x"), description: .init(trusted: ""),
      status: .active,
      region: "us1", policy: .example, accessTokenTTL: .standard, createdBy: "\u{1B}]0;x\u{7}", creatorSid: nil,
      dateCreated: .sample,
      dateUpdated: .sample)
    try services.answer(AppsGet.self, hostile)
    try services.answer(AppsList.self, Page([hostile]))
    for command in [["show", AppSID.sample.text], ["list", "--account", account]] {
      let output = await services.run("app", and: command).output
      #expect(output.contains(#"\u{1B}]0;x\u{7}"#))
      #expect(output.contains(#"\u{202E}x"#))
      #expect(output.unicodeScalars.allSatisfy { $0 == "\n" || (0x20...0x7E).contains($0.value) })
    }
  }

  @Test("A reply of another shape is told as such; --json shows it all the same")
  func strangeReply() async {
    services.answer("accounts.get", json: #"{"sid":7}"#)
    let ending = await services.run("account", "show", account)
    #expect(ending.status == 1)
    #expect(
      ending.errors.contains(
        "accounts.get answered with something that this version can't show: sid: expected a string"))
    #expect(await services.run("account", "show", account, "--json").output == "{\"sid\":7}\n")
  }

  @Test("--json prints the reply byte for byte")
  func exactJSON() async {
    let reply = #"{ "b":1.50, "a":"\u001b\/é", "list":[ ] }"#
    services.answer("accounts.get", json: reply)
    #expect(await services.run("account", "show", account, "--json").output == reply + "\n")
  }

  @Test("Output that can't be written is a failure of its own; a reader that has gone needs no message")
  func outputFault() async throws {
    try services.answer(AccountsGet.self, .example)
    let full = await services.run("account", "show", account, outputFault: SystemError("write", number: 28))
    #expect(full.status == 74)
    #expect(full.errors == "oauthctl: standard output: No space left on device\n")
    let gone = await services.run("account", "show", account, outputFault: SystemError("write", number: 32))
    #expect(gone.status == 74)
    #expect(gone.errors == "")
    #expect(await services.run("--help", outputFault: SystemError("write", number: 28)).status == 74)
  }

  @Test("A change whose answer can't be written was made: it is told what, and how to see the answer again")
  func lostAnswer() async throws {
    try services.answer(AppsCreate.self, .example)
    try services.answer(UsersDelete.self, NoContent())
    services.answer("accounts.create", json: #"{"sid":"AC1"}"#)
    let key = "00112233445566778899aabbccddeeff"
    let again = "the same command with --idempotency-key \(key), within 10 minutes, shows its answer again"
    for (command, made) in [
      (
        ["app", "create", "Billing", "--account", account, "--scope", "/a/b/c/d"],
        "apps.create was carried out, \(AppSID.sample)"
      ), (["user", "delete", UserSID.sample.text], "users.delete was carried out"),
      (["call", "app-registry", "accounts.create"], "accounts.create was carried out, AC1"),
    ] {
      for (number, reason) in [(28, "No space left on device"), (32, "Broken pipe")] as [(Int32, String)] {
        let ending = await services.run(
          and: command + ["--idempotency-key", key], outputFault: SystemError("write", number: number))
        #expect(ending.status == 74)
        #expect(ending.errors == "oauthctl: standard output: \(reason)\noauthctl: \(made); \(again)\n")
      }
    }
  }
}
