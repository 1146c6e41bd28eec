import SocketTransport
import WireProtocol

/// Where the services run that are measured, all of them started by their sockets.
protocol Site: Actor {
  /// "embedded" or "systemd".
  nonisolated var name: String { get }
  /// The directory of the sockets.
  nonisolated var directory: String { get }
  /// Milliseconds that a cold start may take here (DESIGN section 8).
  nonisolated var coldStartBound: Double { get }
  /// Where the gateway serves HTTP.
  nonisolated var http: HTTPServer { get }
  /// The directory of a service's database.
  nonisolated func stateDirectory(of service: ServiceName) -> String
  /// The key of the secret manager's hashes.
  nonisolated func pepper() throws -> [UInt8]

  /// Ends all that runs. The sockets listen when this returns, and the first connections start one process of each
  /// service, of the token issuer as many as said.
  func restart(issuers: Int) async throws
  /// Ends all that runs, and removes what was made for the benchmark.
  func end() async
}

extension Site {
  nonisolated var http: HTTPServer { HTTPServer(address: .path("\(directory)/\(HTTPListener.http.socket)")) }
  nonisolated func socket(of service: ServiceName) -> String { "\(directory)/\(service.socket)" }
  nonisolated func database(of service: ServiceName) -> String {
    "\(stateDirectory(of: service))/\(service.rawValue).sqlite"
  }
}
