import FoundationEssentials
import Glibc
import RPC
import SocketTransport
import TestSupport
import WireProtocol

/// The real daemons at work below a directory.
struct Daemons: Sendable {
  /// The one of ``DaemonsTrait``.
  @TaskLocal static var shared: Daemons?

  /// Where the package's executables were built.
  static let products = directory(of: "/proc/self/exe")
  static let permissions = "\(directory(of: #filePath))/../../units/permissions"

  /// The sockets' directory.
  let directory: String
  /// The `oauthctl up` that runs them, where one does.
  var up: Program?

  /// The daemons that run now.
  var processes: [ServiceName: RunningProcess] {
    let own = RunningProcess.all { $0.environment["OAUTH_APPS_RUNTIME_DIR"] == directory }
    return Dictionary(own.compactMap { process in process.service.map { ($0, process) } }) { $1 }
  }

  /// The processes of a service, of which there may be several.
  func instances(of service: ServiceName) -> [RunningProcess] {
    RunningProcess.all { $0.environment["OAUTH_APPS_RUNTIME_DIR"] == directory && $0.service == service }
  }

  func socket(of service: ServiceName) -> String { "\(directory)/\(service.socket)" }

  func client(of service: ServiceName) -> Client {
    Client(SocketClient(path: socket(of: service), service: service))
  }

  private static func directory(of file: String) -> String {
    let resolved = realpath(file, nil)
    defer { free(resolved) }
    return "/" + (resolved.map { String(cString: $0) } ?? file).split(separator: "/").dropLast().joined(separator: "/")
  }
}

extension RunningProcess {
  fileprivate var service: ServiceName? {
    environment["LISTEN_FDNAMES"]?.split(separator: ":").lazy.compactMap { ServiceName(rawValue: String($0)) }.first
  }
}
