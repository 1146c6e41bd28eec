import FoundationEssentials
import Glibc
import InMemoryLogging
import Logging
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(1))) struct SupervisorTests {
  /// A daemon that says when it runs and never stops by itself, but for a limit of processor time that keeps a failing
  /// test from hanging.
  /// - Parameter trap: What the shell does at SIGTERM.
  private func daemon(in directory: TemporaryDirectory, onTermination trap: String) throws -> Supervisor.Unit {
    let path = "\(directory.path)/daemon"
    let script = "#!/bin/sh\nulimit -t 20\ntrap \(trap) TERM\n: > \(directory.path)/running\nwhile :; do :; done\n"
    try Data(script.utf8).write(to: URL(filePath: path))
    chmod(path, 0o700)
    return Supervisor.Unit(service: .tokenIssuer, executable: path, environment: [:])
  }

  /// Starts the daemon by a connection and stops the supervisor once it runs.
  private func log(onTermination trap: String, patience: Duration) async throws -> [String] {
    let directory = try TemporaryDirectory()
    let handler = InMemoryLogHandler()
    let supervisor = try Supervisor(
      [try daemon(in: directory, onTermination: trap)], directory: directory.path, patience: patience,
      logger: Logger(label: "test") { _ in handler })
    let running = Task { await supervisor.run() }
    _ = try RawConnection(path: "\(directory.path)/token-issuer.sock")
    while access("\(directory.path)/running", F_OK) != 0 { await Task.yield() }
    running.cancel()
    await running.value
    return handler.entries.map { "\($0.message)" }
  }

  @Test("A daemon that does not stop is killed, and the log names it")
  func hung() async throws {
    let log = try await log(onTermination: "''", patience: .zero)
    #expect(
      log.contains { $0.wholeMatch(of: /token-issuer: pid [0-9]+ did not stop within 0\.0 seconds, killed/) != nil })
    #expect(log.last == "token-issuer: killed by signal 9")
  }

  @Test("Who calls a daemon that ends at once learns why, instead of waiting")
  func broken() async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/daemon"
    try Data("#!/bin/sh\nexit 3\n".utf8).write(to: URL(filePath: path))
    chmod(path, 0o700)
    for executable in [path, "\(directory.path)/missing"] {
      let supervisor = try Supervisor(
        [Supervisor.Unit(service: .tokenIssuer, executable: executable, environment: [:])], directory: directory.path,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let running = Task { await supervisor.run() }
      let client = Client(SocketClient(path: "\(directory.path)/token-issuer.sock", service: .tokenIssuer))
      let error = await #expect(throws: ServiceError.self) { try await client.call(MetadataGet()) }
      #expect(error?.code == .unavailable)
      #expect(error?.message.hasPrefix("token-issuer does not start: it ") == true, "\(error as Any)")
      #expect(error?.message.contains(executable == path ? "exited with status 3" : "can't run") == true)
      await #expect(throws: ServiceError.self) { try await client.call(ServiceStatusGet()) }
      running.cancel()
      await running.value
    }
  }

  @Test("A daemon that ends of its own accord is started again later and later; one that was ended, soon")
  func pace() {
    var pace = RestartPace()
    var pauses: [Duration] = []
    for _ in 1...8 {
      pace.note(.exited(1))
      pauses.append(pace.pause)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    #expect(!pace.isTrusted)
    pace.note(.killed(signal: SIGKILL))
    #expect(pace.pause == .milliseconds(500))
    #expect(pace.isTrusted)
    pace.note(.killed(signal: SIGBUS))
    #expect(!pace.isTrusted)
  }

  @Test("A daemon that stops when asked is not killed")
  func willing() async throws {
    let log = try await log(onTermination: "'exit 0'", patience: .seconds(3600))
    #expect(log.last == "token-issuer: exited with status 0")
    #expect(!log.contains { $0.contains("killed") })
  }
}
