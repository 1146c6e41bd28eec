import Glibc
import NIOCore
package import Permissions
package import RPC
import SocketTransport
package import Storage
package import WireProtocol

/// What a main makes its service of: settings, credentials, the database, clients of the other services.
package struct Daemon: Sendable {
  package let settings: Settings
  let service: ServiceName
  let surroundings: Surroundings
  let loop: any EventLoop
  let announceNewDatabase: @Sendable (_ path: String) -> Void
  let announceCheckpoint: @Sendable (AuditCheckpoint) -> Void

  /// Instances of a service share its socket; two connections reach more than one of them.
  private static let connectionsToEachService = 2

  /// The service's own database in its state directory. Its changes are told on the service's change page.
  package func store(schema: Schema) throws -> Store {
    let path = "\(try surroundings.stateDirectory())/\(service.rawValue).sqlite"
    return Store(
      path: path, service: service, schema: schema,
      changes: try ChangeSignal(path: changePage(of: service), database: path),
      audit: AuditSettings(retention: settings.auditRetention, announce: announceCheckpoint),
      whenMade: announceNewDatabase)
  }

  /// Sees the changes that the instances of a service acknowledge, on a page that is that service's own.
  package func changes(of service: ServiceName) throws -> ChangeWatch {
    // Nobody's where the host does not have the service's user.
    let owner = surroundings.isEmbedded ? getuid() : try UserDatabase.userID(of: service.user) ?? .max
    return ChangeWatch(path: changePage(of: service), owner: owner)
  }

  private func changePage(of service: ServiceName) -> String {
    "\(settings.runtimeDirectory)/\(service.changePage)"
  }

  /// The permissions that there are.
  package func catalogue() throws -> LiveCatalogue {
    try LiveCatalogue(directories: settings.permissionDirectories)
  }

  /// The bytes of a credential.
  package func credential(_ name: String) throws -> [UInt8] {
    try Credential.read(name, of: service, in: surroundings.credentialsDirectory)
  }

  /// The bytes of the credential that another has taken the place of, as long as it is passed as well.
  package func formerCredential(_ name: String) throws -> [UInt8]? {
    try Credential.readFormer(name, of: service, in: surroundings.credentialsDirectory)
  }

  /// A client of another service, on the loop that serves this one.
  package func client(of other: ServiceName) -> Client {
    Client(
      SocketClient(
        path: "\(settings.runtimeDirectory)/\(other.socket)", service: other,
        connections: Self.connectionsToEachService, loop: loop))
  }
}
