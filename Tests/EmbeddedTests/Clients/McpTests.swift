import FoundationEssentials
import Glibc
import SystemCalls
import TestSupport
import Testing
import WireProtocol

/// Clients and servers of the Model Context Protocol, made with its SDK, unchanged.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(if: ForeignClients.areInstalled, "scripts/foreign-clients installs them"))
struct McpTests {
  @Test(
    "A client finds the authority by the server's challenge, and uses a tool of a server that checks tokens",
    arguments: ["introspection", "keys"])
  func server(check: String) async throws {
    try await Self.run(check) { suite in
      var server = suite
      server.check = check
      try await Self.serve(server) { try await Self.use(suite) }
    }
  }

  @Test("So it does where the server knows nothing of OAuth, and a proxy asks the gateway")
  func proxy() async throws {
    try await Self.run("proxy") { suite in
      let home = try TemporaryDirectory()
      var server = suite
      server.check = "proxy"
      server.port = try InternetSocket.freePort(of: "127.0.0.1")
      let site = NginxSite(
        addresses: ["127.0.0.1:\(suite.port ?? 0)", "unix:\(home.path)/site.sock"],
        gateway: "\(suite.directory)/\(HTTPListener.http.socket)", resource: suite.resource ?? "",
        api: "http://127.0.0.1:\(server.port ?? 0)")
      try await Self.serve(server) {
        let nginx = try site.start(in: home.path)
        try await nginx.serve {
          try await nginx.awaitSocket("\(home.path)/site.sock")
          try await Self.use(suite)
        }
      }
    }
  }

  /// Runs a suite that knows two servers, of which one is to be used.
  private static func run(_ name: String, _ test: (DescribedSuite) async throws -> Void)
    async throws
  {
    let home = try TemporaryDirectory()
    let port = try InternetSocket.freePort(of: "127.0.0.1")
    let resource = "http://127.0.0.1:\(port)/mcp"
    let other = "https://other.example/mcp"
    let endpoints = ["GET", "POST", "DELETE"].map {
      #"{"method": "\#($0)", "host": "127.0.0.1", "path": "/mcp"}"#
    }
    for (file, resource, permission, endpoints) in [
      ("own", resource, "mcp:tools", endpoints.joined(separator: ", ")),
      ("other", other, "mcp:other", ""),
    ] {
      let text = """
        {"version": 1, "resource": "\(resource)", "permissions": [
          {"permission": "\(permission)", "description": "", "endpoints": [\(endpoints)]}]}
        """
      try Data(text.utf8).write(to: URL(filePath: "\(home.path)/\(file).json"))
    }
    try await DescribedSuite.run(
      path: "/authority", permissions: [home.path], scopes: ["mcp:tools", "mcp:other"]
    ) { suite, _ in
      var suite = suite
      (suite.resource, suite.otherResource, suite.port) = (resource, other, port)
      try await test(suite)
    }
  }

  private static func use(_ suite: DescribedSuite) async throws {
    let ending = try await ForeignClients.start("with_mcp.py", with: suite).awaitEnding()
    #expect(ending.status == 0, "\(ending.errors)")
  }

  private static func serve(_ suite: DescribedSuite, _ test: () async throws -> Void) async throws {
    let server = try ForeignClients.start("mcp_server.py", with: suite)
    try await server.serve(ending: SIGKILL) {
      try await server.awaitOutput("ready")
      try await test()
    }
  }
}
