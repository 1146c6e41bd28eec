import Commands
import FoundationEssentials
import Glibc
import Logging
import SocketTransport
import TestSupport
import Testing
import WireProtocol

/// The real daemons in a directory of their own, run by the same piece as `oauthctl up`.
final class Daemons: Sendable {
  /// The one of ``DaemonsTrait``.
  @TaskLocal static var shared: Daemons?

  /// Where the package's executables were built.
  static let products = directory(of: "/proc/self/exe")
  static let permissions = "\(directory(of: #filePath))/../../units/permissions"

  /// The sockets' directory.
  let directory: String
  private let home: TemporaryDirectory
  private let running: Task<Void, Never>

  private init(in home: TemporaryDirectory, environment: [String: String], permissions: String) throws {
    self.home = home
    directory = "\(home.path)/run"
    let suite = try EmbeddedSuite(
      directory: directory, programs: try Self.makePrograms(in: home), permissions: [permissions], environment: environment,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    running = Task { await suite.run() }
  }

  /// Runs daemons while a test talks to them. None is left when this returns.
  /// - Parameters:
  ///   - home: Where they keep their state; a new directory unless said otherwise.
  ///   - environment: What they get beside what they need.
  static func run(
    in home: TemporaryDirectory? = nil, environment: [String: String] = [:], permissions: String = permissions,
    _ test: (Daemons) async throws -> Void
  ) async throws {
    let daemons = try Daemons(in: home ?? TemporaryDirectory(), environment: environment, permissions: permissions)
    let result: Result<Void, any Error>
    do { result = .success(try await test(daemons)) } catch { result = .failure(error) }
    daemons.running.cancel()
    await daemons.running.value
    #expect(daemons.processes.isEmpty)
    try result.get()
  }

  /// All that the daemons have written to standard error.
  var log: String {
    get throws { String(decoding: try Data(contentsOf: URL(filePath: Self.logFile(in: home))), as: UTF8.self) }
  }

  func socket(of service: ServiceName) -> String { "\(directory)/\(service.socket)" }

  func client(of service: ServiceName) -> Client {
    Client(SocketClient(path: socket(of: service), service: service))
  }

  /// The daemons that run now.
  var processes: [ServiceName: RunningProcess] {
    let own = RunningProcess.all { $0.environment["OAUTH_APPS_RUNTIME_DIR"] == directory }
    return Dictionary(own.compactMap { process in process.service.map { ($0, process) } }) { $1 }
  }

  /// Returns when this process has ended.
  func awaitEnd(of processID: Int) async throws {
    try await RunningProcess.all { $0.processID == processID }.first?.awaitEnd()
  }

  /// The executables, each behind a line of shell that keeps what it writes to standard error.
  private static func makePrograms(in home: TemporaryDirectory) throws -> String {
    let programs = "\(home.path)/bin"
    try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
    for service in ServiceName.allCases {
      let program = "\(programs)/\(service.executable)"
      let script = "#!/bin/sh\nexec '\(products)/\(service.executable)' 2>>'\(logFile(in: home))'\n"
      try Data(script.utf8).write(to: URL(filePath: program))
      chmod(program, 0o700)
    }
    return programs
  }

  private static func logFile(in home: TemporaryDirectory) -> String { "\(home.path)/log" }

  private static func directory(of file: String) -> String {
    let resolved = realpath(file, nil)
    defer { free(resolved) }
    return "/" + (resolved.map { String(cString: $0) } ?? file).split(separator: "/").dropLast().joined(separator: "/")
  }
}

extension RunningProcess {
  fileprivate var service: ServiceName? { environment["LISTEN_FDNAMES"].flatMap(ServiceName.init) }
}
