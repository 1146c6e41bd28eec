import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Gateway") struct Gateway {
    private static let unit = ServiceName.gateway.unit()
    private static let overUnixSocket = ["--unix-socket", "/run/oauth-apps/http.sock", "http://localhost/v2/token"]

    /// Asks for a token by curl. The credentials are read from its standard input: what runs is for all to see.
    private func token(_ scene: Scene, _ arguments: [String], as login: Login = .root) async throws -> Outcome {
      try await login.run(
        ["curl", "--silent", "--show-error", "--config", "-", "--data", "grant_type=client_credentials"] + arguments,
        input: "user = \"\(scene.app.sid):\(scene.secret.revealed)\"\n")
    }

    @Test("Anybody on the host gets a token over HTTP; the first request starts the chain of all four services")
    func firstRequest() async throws {
      let scene = try await Scene()
      try await TestHost.stopServices()
      try await Login.stranger.enrol()
      let outcome = try await token(
        scene, Self.overUnixSocket, as: .stranger)
      #expect(try await scene.isActive(outcome.reply()))
      for service in ServiceName.allCases where service != .console {
        #expect(try await service.unit().state == "active")
      }
    }

    @Test("A drop-in of the socket puts it on the network, while the daemon itself has no network at all")
    func address() async throws {
      let scene = try await Scene()
      let socket = Unit(name: "oauth-gateway-http.socket")
      try await TestHost.addDropIn("[Socket]\nListenStream=127.0.0.1:8443", to: socket)
      try await Self.unit.stop()
      try await Command("systemctl", "restart", socket.name).output()
      let outcome = try await token(scene, ["http://127.0.0.1:8443/v2/token"])
      #expect(try await scene.isActive(outcome.reply()))
      let network = "readlink /proc/\(try await Self.unit.mainPID)/ns/net"
      #expect(try await TestHost.shell(network) != TestHost.shell("readlink /proc/self/ns/net"))
    }

    @Test("Apps are managed on a socket of its own, which only administrators reach")
    func management() async throws {
      try await Login.stranger.enrol()
      try await Login.administrator.enrol()
      for socket in ["management", "metrics"] {
        let arguments = ["curl", "--silent", "--unix-socket", "/run/oauth-apps/\(socket).sock", "http://localhost/"]
        #expect(try await Login.stranger.run(arguments).status == 7)
        #expect(try await Login.administrator.run(arguments).status == 0)
      }
    }

    @Test("A gateway that is stopped and started at any time leaves no request without its answer")
    func restart() async throws {
      let scene = try await Scene()
      _ = try await token(scene, Self.overUnixSocket).reply(TokenReply.self)
      for _ in 1...5 {
        async let restart = Command("systemctl", "restart", Self.unit.name).output()
        for _ in 1...5 {
          _ = try await token(scene, Self.overUnixSocket).reply(TokenReply.self)
        }
        _ = try await restart
      }
    }
  }
}
