import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

struct GlobalOptionsTests {
  private let services = ScriptedServices()

  init() {
    services.answer("accounts.list", json: #"{"accounts":[]}"#)
  }

  @Test(
    "Global options may stand before, between and after the commands",
    arguments: [
      ["--json", "--as", "ada", "--runtime-dir", "/r", "account", "list"],
      ["account", "--json", "--as", "ada", "--runtime-dir", "/r", "list"],
      ["account", "list", "--json", "--as", "ada", "--runtime-dir", "/r"],
      ["--json", "account", "list", "--as", "ada", "--runtime-dir", "/r"],
    ])
  func position(arguments: [String]) async throws {
    let ending = await services.run(and: arguments)
    #expect(ending.output == "{\"accounts\":[]}\n")
    let received = try #require(services.received.first)
    #expect(received.request.meta.actingUser == "ada")
    #expect(received.socket == "/r/app-registry.sock")
  }

  @Test(
    "The sockets are where the option says, else the environment, else /run/oauth-apps",
    arguments: [
      (["--runtime-dir", "/a"], ["OAUTH_APPS_RUNTIME_DIR": "/b"], "/a"), ([], ["OAUTH_APPS_RUNTIME_DIR": "/b"], "/b"),
      ([], ["OAUTH_APPS_RUNTIME_DIR": ""], "/run/oauth-apps"), ([], [:], "/run/oauth-apps"),
    ] as [([String], [String: String], String)])
  func runtimeDirectory(options: [String], environment: [String: String], directory: String) async throws {
    _ = await services.run("account", "list", and: options, environment: environment)
    #expect(services.received.map(\.socket) == ["\(directory)/app-registry.sock"])
  }

  @Test("A directory whose path leaves no room for a socket's is refused, wherever it is given")
  func longDirectory() async {
    let fitting = "/" + String(repeating: "d", count: 107 - 1 - "/secret-manager.sock".utf8.count)
    #expect(await services.run("account", "list", "--runtime-dir", fitting).status == 0)
    for ending in [
      await services.run("account", "list", "--runtime-dir", fitting + "d"),
      await services.run("account", "list", environment: ["OAUTH_APPS_RUNTIME_DIR": fitting + "d"]),
    ] {
      #expect(ending.status == 64)
      #expect(ending.errors.contains("too long a path: 108 bytes with the socket, 107 are possible"))
    }
    #expect(services.received.count == 1)
  }

  @Test("Every call of a command is in one sampled trace; nobody is acted for unless asked")
  func trace() async throws {
    try services.answer(MetadataGet.self, .example)
    try services.answer(TokensIssue.self, .example)
    // That of RFC 7515, appendix A.3.
    let key = """
      {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", \
      "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}
      """
    _ = await services.run("token", "issue", AppSID.sample.text, "--private-key", "-", input: key)
    let traces = services.received.compactMap(\.request.meta.traceparent)
    #expect(traces.count == 2)
    #expect(traces.map(\.isSampled) == [true, true])
    #expect(Set(traces.map(\.traceIDText)).count == 1)
    #expect(Set(traces.map(\.spanID)).count == 2)
    #expect(services.received.map(\.request.meta.actingUser) == [nil, nil])
  }
}
