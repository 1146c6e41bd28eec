import RPC
import SocketTransport
import SystemCalls
import TestSupport
import Testing
import WireProtocol

/// Sessions of the console with real daemons and the real command.
@Suite(.timeLimit(.minutes(5))) struct SessionTests {
  @Test("The command's link begins a session that the registry, the issuer and the gateway know, until it is ended")
  func session() async throws {
    try await Daemons.run { daemons in
      let link = try await daemons.reply(SessionLink.self, "console")
      let opened = try await daemons.client(of: .appRegistry).call(SessionsRedeem(linkCode: link.linkCode))
      func client(_ service: ServiceName) -> Client {
        Client(SocketClient(path: daemons.socket(of: service), service: service), session: opened.session)
      }
      #expect(try await client(.appRegistry).call(UsersWhoami()).operator)
      _ = try await client(.tokenIssuer).call(SigningKeysList())
      for service in [.appRegistry, .tokenIssuer, .gateway] as [ServiceName] {
        #expect(try await client(service).call(ServiceStatusGet(check: true)).checks.isEmpty == false)
      }
      #expect(try await daemons.oauthctl("console", "--end").output == "signed out everywhere\n")
      for service in [.appRegistry, .tokenIssuer, .gateway] as [ServiceName] {
        let error = await #expect(throws: ServiceError.self) { try await client(service).call(ServiceMetricsGet()) }
        #expect(error?.code == .invalidSession && error?.path == "meta.session")
      }
    }
  }

  @Test("oauthctl up tells where the console is, and its links begin with that")
  func address() async throws {
    let home = try TemporaryDirectory()
    let daemons = Daemons(directory: "\(home.path)/run")
    let port = try InternetSocket.freePort(of: "127.0.0.1")
    let up = try Program(
      "/usr/bin/timeout",
      [
        "--foreground", "300", "\(Daemons.products)/oauthctl", "up", "--directory", daemons.directory, "--permissions",
        Daemons.permissions, "--console", "127.0.0.1:\(port)",
      ])
    let link: Result<SessionLink, any Error>
    do {
      try await up.awaitSocket(daemons.socket(of: .tokenIssuer))
      link = .success(try await daemons.reply(SessionLink.self, "console"))
    } catch { link = .failure(error) }
    up.send(signal: 15)
    let ending = try await up.awaitEnding()
    #expect(try link.get().consoleUrl == "http://127.0.0.1:\(port)")
    #expect(ending.output.contains("The console is at http://127.0.0.1:\(port). To sign in:\n  oauthctl console\n"))
  }
}
