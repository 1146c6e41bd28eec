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

  func socket(of service: ServiceName) -> String { "\(path)/\(service.socket)" }
}
