import Glibc
import SocketTransport
import SystemCalls
import WireProtocol

/// Where a suite keeps what a backup has.
package enum Site: Equatable, Sendable {
  /// The services of this host, which systemd starts. Only root can do anything about it.
  case host
  /// What `oauthctl up` runs in a directory.
  case embedded(directory: String)

  /// The directory of the services' state directories.
  package var state: String {
    switch self {
    case .host: "/var/lib/oauth-apps"
    case .embedded(let directory): "\(directory)/state"
    }
  }

  func stateDirectory(of service: ServiceName) -> String { "\(state)/\(service.rawValue)" }

  func database(of service: ServiceName) -> String {
    "\(stateDirectory(of: service))/\(service.rawValue).sqlite"
  }

  /// The databases that are there.
  var databases: [ServiceName: String] {
    let all = ServiceName.withDatabase.map { ($0, database(of: $0)) }
    return Dictionary(uniqueKeysWithValues: all.filter { access($0.1, F_OK) == 0 })
  }

  /// Whether a restore would replace anything.
  package var hasState: Bool { !databases.isEmpty }

  /// Whose a service's state is; `nil` where it is the caller's own.
  func owner(of service: ServiceName) throws -> FileOwner? {
    guard self == .host else { return nil }
    guard let user = try UserDatabase.userID(of: service.user), let group = try UserDatabase.groupID(of: service.user)
    else { throw BackupFault("this host has no user \(service.user); install oauth-apps first") }
    return FileOwner(user: user, group: group)
  }

  /// - Throws: ``BackupFault`` for a caller who can't have all of it.
  func checkRights() throws(BackupFault) {
    guard self == .host else { return }
    guard geteuid() == 0 else {
      throw BackupFault("only root can read and write the state of all services; use sudo")
    }
    guard access("/run/systemd/system", F_OK) == 0, access(state, F_OK) == 0 else {
      throw BackupFault(
        "oauth-apps is not installed here under systemd; install it, or give the --directory of oauthctl up")
    }
  }

  func makeStateDirectory(of service: ServiceName) throws {
    let path = stateDirectory(of: service)
    guard access(path, F_OK) != 0 else { return }
    guard mkdir(path, 0o700) == 0 else { throw SystemError("make \(path)") }
    guard let owner = try owner(of: service) else { return }
    guard lchown(path, owner.user, owner.group) == 0 else { throw SystemError("give \(path) to its owner") }
  }
}
