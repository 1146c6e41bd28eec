package import Daemon
package import ServiceLifecycle
package import SocketTransport

/// Hands tokens to systemd units at their start: a unit says
/// `LoadCredential=access-token:/run/oauth-apps/credential.sock` and needs no secret (systemd.exec(5)). Which app it is
/// the app registry tells.
package struct CredentialFront: Front {
  /// What the socket unit calls the descriptor.
  package static let socketName = "credential"

  package init() {}

  /// Where no such socket was passed nothing is served.
  package func service(on stage: Stage) throws -> any Service {
    service(on: stage, try ListeningSocket.adoptAll(named: Self.socketName))
  }

  /// - Parameter sockets: In place of those that were passed to the process.
  package func service(on stage: Stage, _ sockets: [ListeningSocket]) -> any Service {
    CredentialServer(sockets: sockets, stage: stage)
  }
}
