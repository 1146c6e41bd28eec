import WireProtocol

/// The units of this host's suite.
enum HostUnits {
  private static let systemctl = "/usr/bin/systemctl"
  private static let target = "oauth-apps.target"

  /// Stops sockets and services; returns when they have stopped.
  static func stop() throws {
    let units = ServiceName.allCases.flatMap { ["\($0.executable)*.socket", "\($0.executable)@*.service"] }
    try Tool.run(systemctl, ["stop", target] + units)
  }

  /// Opens the sockets, with the units as they are on disk.
  static func start() throws {
    try Tool.run(systemctl, ["daemon-reload"])
    try Tool.run(systemctl, ["start", target])
  }
}
