import FoundationEssentials
import TestSupport
import Testing
import WireProtocol

/// A daemon that has no socket to serve ends with status 1 and one line that tells why, and what to do. Whatever else
/// it lacks it tells those who call: see ``DegradedStartTests``.
@Suite(.timeLimit(.minutes(5))) struct StartFaultTests {
  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
  }

  private func expectRefusal(
    _ service: ServiceName, _ environment: [String: String], _ reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await expectRefusal(
      "\(Daemons.products)/\(service.executable)", [], environment, reason, sourceLocation: sourceLocation)
  }

  private func expectRefusal(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let ending = try await Program.run(path, arguments, environment: environment)
    #expect(ending.status == 1, sourceLocation: sourceLocation)
    #expect(ending.errors.contains("critical"), sourceLocation: sourceLocation)
    #expect(ending.errors.contains("can't start: \(reason)"), "\(ending.errors)", sourceLocation: sourceLocation)
    #expect(ending.errors.split(separator: "\n").count == 1, sourceLocation: sourceLocation)
  }

  /// What a daemon needs but for its socket.
  private func environment(_ changes: [String: String] = [:]) throws -> [String: String] {
    for (name, key) in [("pepper", 1), ("key-encryption-key", 2)] as [(String, UInt8)] {
      try Data(repeating: key, count: 32).write(to: URL(filePath: "\(home.path)/\(name)"))
    }
    for service in ServiceName.allCases {
      try FileManager.default.createDirectory(
        atPath: "\(home.path)/\(service.rawValue)", withIntermediateDirectories: true)
    }
    return [
      "OAUTH_APPS_RUNTIME_DIR": home.path, "STATE_DIRECTORY": home.path, "CREDENTIALS_DIRECTORY": home.path,
      "OAUTH_APPS_PERMISSIONS_PATH": Daemons.permissions,
    ].merging(changes) { $1 }
  }

  @Test("Started by hand without a socket", arguments: ServiceName.allCases)
  func noSocket(service: ServiceName) async throws {
    try await expectRefusal(
      service, environment(),
      "no socket was passed: start this by systemd (systemctl start oauth-\(service.rawValue).socket) or by oauthctl up"
    )
  }

  @Test(
    "Passed something else than its socket",
    arguments: [
      (
        "token-issuer",
        "descriptor token-issuer is no listening stream socket of its family; check ListenStream= of the socket unit"
      ),
      ("mailer", "the socket passed is named mailer, not token-issuer; check FileDescriptorName= of the socket unit"),
    ])
  func wrongSocket(name: String, reason: String) async throws {
    let command = "LISTEN_PID=$$ exec \(Daemons.products)/\(ServiceName.tokenIssuer.executable) 3</dev/null"
    try await expectRefusal(
      "/bin/sh", ["-c", command], environment(["LISTEN_FDS": "1", "LISTEN_FDNAMES": name]), reason)
  }
}
