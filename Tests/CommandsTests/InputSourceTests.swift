import FoundationEssentials
import RPC
import Testing
import WireProtocol

@testable import Commands

struct InputSourceTests {
  private let services = ScriptedServices()
  private let app = AppSID.sample.text

  init() throws {
    try services.answer(TokensIssue.self, .example)
  }

  private func secretSent() throws -> String? {
    try services.received.last?.decoded(as: TokensIssue.self).clientSecret?.revealed
  }

  /// Runs `token issue` with a secret file of these bytes and this mode.
  private func issue(fileHolding bytes: some Sequence<UInt8>, mode: Int = 0o600) async throws -> Ending {
    let path = FileManager.default.temporaryDirectory.appending(path: "secret-\(UInt64.random(in: 0 ... .max))").path
    #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes), attributes: [.posixPermissions: mode]))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return await services.run("token", "issue", app, "--secret-file", path)
  }

  @Test(
    "A secret's file loses the line break at its end, and only that",
    arguments: ["s3 cr3t", "s3 cr3t\n", "s3 cr3t\r\n"])
  func secretFile(content: String) async throws {
    let ending = try await issue(fileHolding: content.utf8)
    #expect(ending.status == 0)
    #expect(ending.errors == "")
    #expect(try secretSent() == "s3 cr3t")
    _ = await services.run("token", "issue", app, environment: ["OAUTH_CLIENT_SECRET": content])
    #expect(try secretSent() == "s3 cr3t")
  }

  @Test(
    "A secret with a blank, another line break or a byte-order mark at an end is refused, wherever it is from",
    arguments: ["s3cr3t\n\n", "s3cr3t ", " s3cr3t", "\ts3cr3t\n", "\u{FEFF}s3cr3t\n", "s3cr3t\u{A0}", "\r\ns3cr3t"])
  func blanks(content: String) async throws {
    let message =
      "oauthctl: the secret begins or ends with a blank, a line break or a byte-order mark; remove that from "
    #expect(try await issue(fileHolding: content.utf8).errors == "\(message)the file given\n")
    let input = await services.run("token", "issue", app, "--secret-file", "-", input: content)
    #expect(input.status == 64 && input.errors == "\(message)standard input\n")
    let variable = await services.run("token", "issue", app, environment: ["OAUTH_CLIENT_SECRET": content])
    #expect(variable.status == 64 && variable.errors == "\(message)OAUTH_CLIENT_SECRET\n")
    #expect(services.received.isEmpty)
  }

  @Test("A secret's file that others may read is warned about, and used", arguments: [0o640, 0o604])
  func sharedSecretFile(mode: Int) async throws {
    let ending = try await issue(fileHolding: "s3cr3t".utf8, mode: mode)
    #expect(ending.status == 0)
    #expect(ending.errors.contains("warning: other users may read the secret"))
    #expect(ending.errors.contains("chmod 600"))
    #expect(!ending.errors.contains("s3cr3t"))
  }

  @Test("A dash reads the secret from standard input")
  func standardInput() async throws {
    #expect(await services.run("token", "issue", app, "--secret-file", "-", input: "s3cr3t\n").status == 0)
    #expect(try secretSent() == "s3cr3t")
  }

  @Test("The environment's secret is used where no file is given, and only then")
  func environment() async throws {
    let environment = ["OAUTH_CLIENT_SECRET": "from the environment"]
    _ = await services.run("token", "issue", app, environment: environment)
    #expect(try secretSent() == "from the environment")
    _ = await services.run(
      "token", "issue", app, "--secret-file", "-", input: "from the input", environment: environment)
    #expect(try secretSent() == "from the input")
  }

  @Test(
    "Without a secret nothing is sent, and the message names the three ways to give one",
    arguments: [[:], ["OAUTH_CLIENT_SECRET": ""]])
  func noSecret(environment: [String: String]) async {
    let ending = await services.run("token", "issue", app, environment: environment)
    #expect(ending.status == 64)
    #expect(
      ending.errors
        == "oauthctl: no client secret: give --secret-file FILE (- for standard input) or set OAUTH_CLIENT_SECRET\n")
    #expect(services.received.isEmpty)
  }

  @Test("A file that is not there is refused without repeating its name, which may be the secret itself")
  func missingFile() async {
    let ending = await services.run("token", "issue", app, "--secret-file", "s3cr3t-by-mistake")
    #expect(ending.status == 64)
    #expect(ending.errors == "oauthctl: the secret can't be read from the file given: No such file or directory\n")
  }

  @Test("A file that is empty, not text or too long is refused")
  func unusableFiles() async throws {
    let empty = try await issue(fileHolding: "\n".utf8)
    #expect(empty.status == 64 && empty.errors.contains("the file given is empty"))
    let binary = try await issue(fileHolding: [0xFF, 0xFE])
    #expect(binary.status == 64 && binary.errors.contains("not UTF-8"))
    let long = try await issue(fileHolding: Array(repeating: UInt8(ascii: "x"), count: Frame.maximumLength + 1))
    #expect(long.status == 64 && long.errors.contains("too long"))
    #expect(services.received.isEmpty)
  }
}
