import FoundationEssentials
import Glibc
package import Logging
package import SocketTransport
package import WireProtocol

/// The services under one directory and one user, activated on first use: what `oauthctl up` runs, and the tests'
/// fixture.
///
/// The directory holds the sockets, `SERVICE/changes`, `state/SERVICE` and `credentials/SERVICE`; all of it is for its
/// owner alone.
package struct EmbeddedSuite: Sendable {
  /// An absolute path.
  package let directory: String
  private let supervisor: Supervisor
  private let lock: DirectoryLock

  /// Prepares the directory, makes the keys of what has no state yet and binds the sockets; clients may connect from
  /// then on.
  /// - Parameters:
  ///   - programs: Directory of the daemons' executables.
  ///   - permissions: Directories of permission catalogues.
  ///   - http: Where the gateway listens for HTTP beside the sockets in the directory.
  ///   - environment: What the daemons get beside what they need, such as `OAUTH_APPS_IDLE_TIMEOUT`.
  ///   - instances: How many processes of a service share its socket, where that is more than one. They start together.
  /// - Throws: ``UsageFault`` for a directory that can't be used or is in use.
  package init(
    directory: String, programs: String, permissions: [String], http: [HTTPListener: [ListeningAddress]] = [:],
    environment: [String: String], instances: [ServiceName: Int] = [:], logger: Logger
  ) throws {
    let directory = try PrivateDirectory.absolutePath(directory)
    self.directory = directory
    for service in ServiceName.allCases {
      do { try ListeningSocket.checkLength(of: "\(directory)/\(service.socket)") } catch {
        throw UsageFault("\(error)")
      }
    }
    try PrivateDirectory.make(directory)
    lock = try DirectoryLock(directory)
    let common = environment.merging(
      [
        "OAUTH_APPS_RUNTIME_DIR": directory, "OAUTH_APPS_EMBEDDED": "true", "OAUTH_APPS_INSTANCE": "embedded",
        "OAUTH_APPS_PERMISSIONS_PATH": permissions.joined(separator: ":"), "SWIFT_BACKTRACE": "enable=no",
      ]) { $1 }
    let units = try ServiceName.allCases.flatMap { service in
      let state = "\(directory)/state/\(service.rawValue)"
      let credentials = "\(directory)/credentials/\(service.rawValue)"
      try PrivateDirectory.make(credentials)
      if !Self.hasState(service, in: state) {
        for name in service.definition.credentials { try PrivateDirectory.makeKey("\(credentials)/\(name)") }
      }
      if service.definition.hasDatabase {
        try PrivateDirectory.make(state)
        try PrivateDirectory.make("\(directory)/\(service.rawValue)")
      }
      let unit = Supervisor.Unit(
        service: service, executable: "\(programs)/\(service.executable)",
        environment: common.merging(["STATE_DIRECTORY": state, "CREDENTIALS_DIRECTORY": credentials]) { $1 },
        listeners: service.definition.listeners.flatMap { listener in
          let own = ListeningAddress.path("\(directory)/\(listener.socket)")
          return ([own] + http[listener, default: []]).map { (listener, $0) }
        })
      return Array(repeating: unit, count: instances[service] ?? 1)
    }
    do {
      // At those in the directory nobody can listen but what its lock has ended with.
      for case .path(let path, _) in http.values.joined() { try ListeningSocket.requireNobody(at: path) }
      supervisor = try Supervisor(units, directory: directory, logger: logger)
    } catch {
      lock.release()
      throw UsageFault("\(error)")
    }
  }

  /// Whether a key was used before: another one would be of no use for what is there.
  private static func hasState(_ service: ServiceName, in directory: String) -> Bool {
    access("\(directory)/\(service.rawValue).sqlite", F_OK) == 0
  }

  /// Has the daemons that run read their files again.
  package func reload() { supervisor.reload() }

  /// Runs until the task is cancelled; then stops the daemons and waits for them.
  package func run() async {
    await supervisor.run()
    lock.release()
  }
}
