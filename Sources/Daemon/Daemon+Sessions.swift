import RPC
import SocketTransport
import WireProtocol

extension Daemon {
  /// Whether a user of the host is an operator by now.
  package func operatorCheck() throws -> @Sendable (UInt32) async throws -> Bool {
    let trust = try surroundings.trustRules(for: service)
    return { try await trust.isOperator($0) }
  }

  /// Has the registry tell whose a session of the console is.
  var sessionsAskedFor: SessionCheck {
    let registry = client(of: .appRegistry)
    return { session, call in try await registry.call(SessionsCheck(session: session), within: call) }
  }
}
