import FoundationEssentials
import Glibc
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

/// The issuer with what a drop-in of an administrator adds to its sockets.
@Suite(.timeLimit(.minutes(2))) struct PassedSocketTests {
  /// Becomes a daemon that is passed sockets: of each its type, its name and its path.
  private static let activation = """
    import os, socket, sys

    names = []
    for number, text in enumerate(sys.argv[2:], 3):
        kind, name, path = text.split("=")
        passed = socket.socket(socket.AF_UNIX, getattr(socket, kind))
        passed.bind(path + ".new")
        if kind == "SOCK_STREAM":
            passed.listen()
        # Who finds it can connect.
        os.rename(path + ".new", path)
        if passed.fileno() != number:
            os.dup2(passed.fileno(), number)
        os.set_inheritable(number, True)
        passed.detach()
        names.append(name)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(names)), LISTEN_FDNAMES=":".join(names))
    os.execv(sys.argv[1], sys.argv[1:2])
    """

  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    try Data(repeating: 2, count: 32).write(to: URL(filePath: "\(home.path)/key-encryption-key"))
    try FileManager.default.createDirectory(
      atPath: "\(home.path)/token-issuer", withIntermediateDirectories: false)
  }

  private func run(_ sockets: String..., test: () async throws -> Void) async throws -> Program.Ending {
    let daemon = try Program(
      "/usr/bin/timeout",
      ["--foreground", "60", "python3", "-c", Self.activation, "\(Daemons.products)/oauth-token-issuer"]
        + sockets,
      environment: [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "OAUTH_APPS_RUNTIME_DIR": home.path, "STATE_DIRECTORY": home.path,
        "CREDENTIALS_DIRECTORY": home.path, "OAUTH_APPS_PERMISSIONS_PATH": Daemons.permissions,
        "OAUTH_APPS_EMBEDDED": "true",
      ])
    let result: Result<Void, any Error>
    do { result = .success(try await test()) } catch { result = .failure(error) }
    daemon.send(signal: SIGTERM)
    let ending = try await daemon.awaitEnding()
    try result.get()
    return ending
  }

  private func status(at path: String) async throws -> ServiceStatus {
    try await waitUntil { FileManager.default.fileExists(atPath: path) }
    return try await Client(SocketClient(path: path, service: .tokenIssuer)).call(ServiceStatusGet(check: true))
  }

  @Test("A second socket of a service's own is served as the first is")
  func second() async throws {
    let paths = ["\(home.path)/1", "\(home.path)/2"]
    _ = try await run("SOCK_STREAM=token-issuer=\(paths[0])", "SOCK_STREAM=token-issuer=\(paths[1])") {
      for path in paths + paths {
        let status = try await status(at: path)
        #expect(status.service == .tokenIssuer)
      }
    }
  }

  @Test("A socket for credentials that is of the wrong type keeps the issuer from nothing else; it is told")
  func wrongType() async throws {
    let path = "\(home.path)/1"
    let ending = try await run("SOCK_STREAM=token-issuer=\(path)", "SOCK_DGRAM=credential=\(home.path)/2") {
      let client = Client(SocketClient(path: path, service: .tokenIssuer))
      let status = try await status(at: path)
      let check = try #require(status.checks.first { $0.part == "credential socket" })
      #expect(check.status == .degraded)
      #expect(check.detail.contains("descriptor credential is no listening stream socket"), "\(check.detail)")
      #expect(try await client.call(JWKSGet()).keys.count > 0)
    }
    #expect(ending.errors.contains("no unit can load a token: descriptor credential is no"), "\(ending.errors)")
  }
}
