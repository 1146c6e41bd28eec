import FoundationEssentials
import TestSupport
import Testing
import WireProtocol

/// A daemon that can't start ends with status 1 and one line that tells why, and what to do.
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
        "descriptor token-issuer is not a listening Unix stream socket; check ListenStream= of the socket unit"
      ),
      ("mailer", "the socket passed is named mailer, not token-issuer; check FileDescriptorName= of the socket unit"),
    ])
  func wrongSocket(name: String, reason: String) async throws {
    let command = "LISTEN_PID=$$ exec \(Daemons.products)/\(ServiceName.tokenIssuer.executable) 3</dev/null"
    try await expectRefusal(
      "/bin/sh", ["-c", command], environment(["LISTEN_FDS": "1", "LISTEN_FDNAMES": name]), reason)
  }

  @Test(
    "Started by hand without a credential, without a state directory",
    arguments: [
      (
        .secretManager, "CREDENTIALS_DIRECTORY",
        "credential pepper was not passed; start this by systemd or by oauthctl up"
      ),
      (
        .tokenIssuer, "CREDENTIALS_DIRECTORY",
        "credential key-encryption-key was not passed; start this by systemd or by oauthctl up"
      ),
      (.appRegistry, "STATE_DIRECTORY", "no state directory was passed; start this by systemd or by oauthctl up"),
    ] as [(ServiceName, String, String)])
  func missing(service: ServiceName, variable: String, reason: String) async throws {
    var environment = try environment()
    environment[variable] = nil
    try await expectRefusal(service, environment, reason)
  }

  @Test(
    "A setting that can't be used is named, with what is expected",
    arguments: [
      (
        "OAUTH_APPS_IDLE_TIMEOUT", "soon",
        #"idle_timeout is "soon", expected 0 to 86400 seconds; it is set by OAUTH_APPS_IDLE_TIMEOUT or in"#
      ),
      ("OAUTH_APPS_IDLE_TIMEOUT", "86401", #"idle_timeout is "86401", expected 0 to 86400 seconds"#),
      ("OAUTH_APPS_LOG_LEVEL", "loud", #"log_level is "loud", expected one of trace, debug, info"#),
      ("OAUTH_APPS_EMBEDDED", "perhaps", #"embedded is "perhaps", expected true or false"#),
      ("OAUTH_APPS_SIGNING_ALGORITHM", "HS256", #"signing_algorithm "HS256" is none of ES256, RS256, EdDSA"#),
    ])
  func setting(variable: String, value: String, reason: String) async throws {
    try await expectRefusal(.tokenIssuer, environment([variable: value]), reason)
  }

  @Test("Without a directory for its change page")
  func noRuntimeDirectory() async throws {
    try await expectRefusal(
      .tokenIssuer, environment(["OAUTH_APPS_RUNTIME_DIR": "/nowhere"]),
      "can't use /nowhere/token-issuer/changes: No such file or directory; "
        + "start this by systemd or by oauthctl up, which make its directory"
    )
  }

  @Test("A key-encryption key of the wrong length")
  func shortKey() async throws {
    let environment = try environment()
    try Data("short".utf8).write(to: URL(filePath: "\(home.path)/key-encryption-key"))
    try await expectRefusal(.tokenIssuer, environment, "A key-encryption key has 32 bytes, not 5")
  }

  @Test("A permission catalogue that is malformed is named by its file", arguments: ["{", #"{"namespace":7}"#, "[]"])
  func catalogue(content: String) async throws {
    let permissions = "\(home.path)/permissions"
    try FileManager.default.createDirectory(atPath: permissions, withIntermediateDirectories: false)
    try Data(content.utf8).write(to: URL(filePath: "\(permissions)/broken.json"))
    for service in [ServiceName.appRegistry, .tokenIssuer] {
      try await expectRefusal(
        service, environment(["OAUTH_APPS_PERMISSIONS_PATH": permissions]), "\(permissions)/broken.json")
    }
  }
}
