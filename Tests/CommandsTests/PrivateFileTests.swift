import FoundationEssentials
import JSON
import RPC
import SystemCalls
import TestSupport
import Testing
import WireProtocol

@testable import Commands

/// `--secret-file` on what makes a secret, and `--token-file`.
struct PrivateFileTests {
  private static let secret = "0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let create = [
    "app", "create", "Billing", "--account", AccountSID.sample.text, "--scope", "/a/b/c/d", "--secret-file",
  ]
  private static let rotate = ["secret", "rotate", AppSID.sample.text, "--secret-file"]
  private static let issue = ["token", "issue", AppSID.sample.text, "--secret-file", "-", "--token-file"]

  private let services = ScriptedServices()
  private let directory: TemporaryDirectory
  private var path: String { "\(directory.path)/billing" }

  init() throws {
    directory = try TemporaryDirectory()
    try services.answer(AppsCreate.self, .example)
    try services.answer(AppsRotateSecret.self, .example)
    try services.answer(TokensIssue.self, .example)
  }

  private func run(_ command: [String]) async -> Ending {
    await services.run(and: command, input: "s3cr3t")
  }

  private var content: String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "R14: the secret goes into a new file of mode 0600, and all else is shown", arguments: [Self.create, Self.rotate])
  func keepsSecret(command: [String]) async throws {
    let ending = await run(command + [path])
    #expect(ending.status == 0)
    #expect(content == Self.secret + "\n")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(ending.output.contains("client_id:") || ending.output.contains("secret_sid:"))
    #expect(!(ending.output + ending.errors).contains(Self.secret))
    #expect(ending.errors == "oauthctl: the secret is in \(path), which only you may read\n")
  }

  @Test("R14: --json is the reply less the secret", arguments: [Self.create, Self.rotate])
  func json(command: [String]) async throws {
    let ending = await run(command + [path, "--json"])
    let members = try Wire.document(ending.output.utf8.dropLast()).children
    #expect(members.contains { $0.name == "date_created" })
    #expect(!members.contains { $0.name == "secret" })
    #expect(ending.errors == "")
    #expect(content == Self.secret + "\n")
  }

  @Test("A token is kept in a new file in the same way")
  func keepsToken() async {
    let ending = await run(Self.issue + [path])
    #expect(ending.outputLines.map { $0.prefix { $0 != ":" } } == ["token_type", "expires_in", "scope"])
    #expect(ending.errors == "oauthctl: the token is in \(path), which only you may read\n")
    #expect(content == "eyJ...\n")
  }

  @Test(
    "A file that is there already is left alone, and no service is asked",
    arguments: [Self.create, Self.rotate, Self.issue])
  func existingFile(command: [String]) async {
    #expect(FileManager.default.createFile(atPath: path, contents: Data("old".utf8)))
    let ending = await run(command + [path])
    #expect(ending.status == 64)
    #expect(ending.errors == "oauthctl: \(path) can't be made: File exists; choose another name, or remove it first\n")
    #expect(content == "old")
    #expect(services.received.isEmpty)
  }

  @Test("A dangling link is not followed")
  func link() async throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "\(directory.path)/elsewhere")
    #expect(await run(Self.rotate + [path]).status == 64)
    #expect(!FileManager.default.fileExists(atPath: "\(directory.path)/elsewhere"))
  }

  @Test(
    "A file that can't be made ends the command before a service is asked", arguments: ["", "-", "/nowhere/secret"])
  func impossibleFile(path: String) async {
    #expect(await run(Self.create + [path]).status == 64)
    #expect(services.received.isEmpty)
  }

  @Test("A refusal leaves no file behind")
  func refusal() async {
    let services = ScriptedServices()
    services.refuse("apps.rotate_secret", ServiceError(.roleNotPermitted, "role support may not use OAuth apps (R3)"))
    #expect(await services.run(and: Self.rotate + [path]).status == 1)
    #expect(content == nil)
  }

  @Test("A command that is interrupted leaves no empty file behind, and says how to go on", arguments: [true, false])
  func interrupted(isChange: Bool) async {
    let services = ScriptedServices()
    services.hang(isChange ? "apps.rotate_secret" : "tokens.issue")
    let ending = await services.run(
      and: (isChange ? Self.rotate : Self.issue) + [path, "--idempotency-key", "00112233445566778899aabbccddeeff"],
      input: "s3cr3t", interruption: 2)
    #expect(ending.status == 130)
    #expect(content == nil)
    let hint =
      "oauthctl: it is not known whether apps.rotate_secret was carried out; the same command with "
      + "--idempotency-key 00112233445566778899aabbccddeeff, within 10 minutes, makes sure that it is, once\n"
    #expect(ending.errors == "oauthctl: interrupted\n" + (isChange ? hint : ""))
  }

  @Test("The secret is kept also where standard output fails")
  func brokenOutput() async {
    let ending = await services.run(and: Self.rotate + [path], outputFault: SystemError("write", number: 32))
    #expect(ending.status == 74)
    #expect(content == Self.secret + "\n")
  }
}
