import Commands
import Glibc
import Logging
import SocketTransport
import TestSupport
import Testing
import WireProtocol

extension Daemons {
  /// Runs daemons while a test talks to them, by the piece that `oauthctl up` runs them by. None is left when this
  /// returns.
  /// - Parameters:
  ///   - home: Where they keep their state; a new directory unless said otherwise.
  ///   - environment: What they get beside what they need.
  ///   - instances: How many processes of a service there are, where that is more than one.
  ///   - http: Where the gateway listens beside its sockets in the directory.
  static func run(
    in home: TemporaryDirectory? = nil, permissions: [String] = [permissions], environment: [String: String] = [:],
    instances: [ServiceName: Int] = [:], http: [HTTPListener: [ListeningAddress]] = [:],
    _ test: (Daemons) async throws -> Void
  ) async throws {
    let home = try home ?? TemporaryDirectory()
    let daemons = Daemons(directory: "\(home.path)/run")
    let suite = try EmbeddedSuite(
      directory: daemons.directory, programs: products, permissions: permissions, http: http,
      environment: ["OAUTH_APPS_LOG_LEVEL": "critical"].merging(environment) { $1 }, instances: instances,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { await suite.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await test(daemons)) } catch { result = .failure(error) }
    running.cancel()
    await running.value
    #expect(daemons.processes.isEmpty)
    try result.get()
  }

  /// Runs `oauthctl up` while a test talks to its daemons, and stops it as Ctrl-C or systemd would.
  /// - Parameter arguments: What it gets beside its directories.
  /// - Returns: How it ended, with all that the daemons wrote to standard error.
  static func runUp(
    in home: TemporaryDirectory, _ arguments: [String] = [], environment: [String: String] = [:],
    stopping signal: CInt = SIGTERM, _ test: (Daemons) async throws -> Void
  ) async throws -> Program.Ending {
    var daemons = Daemons(directory: "\(home.path)/run")
    // The time limit is for a test process that dies before it can stop this.
    let up = try Program(
      "/usr/bin/timeout",
      [
        "--foreground", "300", "\(products)/oauthctl", "up", "--directory", daemons.directory, "--permissions",
        permissions,
      ] + arguments,
      environment: environment)
    daemons.up = up
    let result: Result<Void, any Error>
    do {
      try await up.awaitSocket(daemons.socket(of: .tokenIssuer))
      result = .success(try await test(daemons))
    } catch { result = .failure(error) }
    up.send(signal: signal)
    let ending = try await up.awaitEnding()
    #expect(daemons.processes.isEmpty)
    try result.get()
    return ending
  }
}
