package import Daemon
import Logging
package import ServiceLifecycle
package import SocketTransport

/// Hands tokens to systemd units at their start: a unit says
/// `LoadCredential=access-token:/run/oauth-apps/credential.sock` and needs no secret (systemd.exec(5)). Which app it is
/// the app registry tells.
package struct CredentialFront: Front {
  /// What the socket unit calls the descriptor.
  package static let socketName = "credential"

  package init() {}

  /// Looks whether what was passed can be served. Where it can't, the issuer does all of its other work.
  package static let check: Assembly.Part = (
    "credential socket", { try ListeningSocket.adoptAll(named: socketName).isEmpty ? "was not passed" : "listens" }
  )

  /// Where no such socket was passed nothing is served.
  package func service(on stage: Stage) -> any Service {
    do { return service(on: stage, try ListeningSocket.adoptAll(named: Self.socketName)) } catch {
      stage.logger.error("no unit can load a token: \(error)")
      return service(on: stage, [])
    }
  }

  /// - Parameter sockets: In place of those that were passed to the process.
  package func service(on stage: Stage, _ sockets: [ListeningSocket]) -> any Service {
    CredentialServer(sockets: sockets, stage: stage)
  }
}
