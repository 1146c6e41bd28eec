import SystemCalls
import WireProtocol

/// The directory that holds the services' sockets.
struct RuntimeDirectory: Sendable {
  let path: String

  /// That of the services which systemd starts.
  static let ofHost = RuntimeDirectory(option: nil, environment: [:])

  /// - Parameter option: The value of `--runtime-dir`; it wins over the environment.
  init(option: String?, environment: [String: String]) {
    let configured = option ?? environment["OAUTH_APPS_RUNTIME_DIR"] ?? ""
    path = configured.isEmpty ? "/run/oauth-apps" : configured
  }

  /// - Throws: ``UsageFault`` for a directory that is too deep for sockets to be in it.
  func validate() throws(UsageFault) {
    for service in ServiceName.allCases where socket(of: service).utf8.count > UnixSocket.longestPath {
      throw UsageFault(
        "the directory of the sockets has too long a path: \(socket(of: service).utf8.count) bytes with the socket, "
          + "\(UnixSocket.longestPath) are possible")
    }
  }

  /// Where the token issuer hands out units' tokens.
  var credentialSocket: String { "\(path)/credential.sock" }

  func socket(of service: ServiceName) -> String { "\(path)/\(service.socket)" }
}
