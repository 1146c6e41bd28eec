package import Logging
package import NIOCore
package import Permissions
package import RPC
package import SocketTransport
package import WireProtocol

/// What a main makes its service of: settings, credentials, the database, clients of the other services.
package struct Daemon: Sendable {
  package let settings: Settings
  package let service: ServiceName
  let surroundings: Surroundings
  /// The one that serves this service.
  package let loop: any EventLoop
  /// Those of what serves this service.
  package let moments: Moments
  package let logger: Logger

  /// Instances of a service share its socket; two connections reach more than one of them.
  private static let connectionsToEachService = 2

  /// Started by `oauthctl up`: all daemons are one user's.
  package var isEmbedded: Bool { surroundings.isEmbedded }

  /// Where the service keeps what must outlast its process.
  package func stateDirectory() throws -> String { try surroundings.stateDirectory() }

  /// The permissions that there are.
  /// - Throws: ``StartError`` for none: no app could be allowed anything, and nobody would be told why.
  package func catalogue() throws -> LiveCatalogue {
    let directories = settings.permissionDirectories
    let catalogue = try LiveCatalogue(directories: directories)
    guard !catalogue.current.permissions.isEmpty else {
      throw StartError(
        "no permission is in the files *.json of \(directories.joined(separator: " and ")); put a catalogue there, or "
          + "correct permissions_path")
    }
    return catalogue
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
  package func client(of other: ServiceName) -> Client { Client(socketClient(of: other)) }

  package func socketClient(of other: ServiceName) -> SocketClient {
    SocketClient(
      path: "\(settings.runtimeDirectory)/\(other.socket)", service: other,
      connections: Self.connectionsToEachService, loop: loop)
  }
}
