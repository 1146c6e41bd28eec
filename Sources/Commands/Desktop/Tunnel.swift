import WireProtocol

/// The way from the machine that somebody has come from by SSH to the console of this one.
struct Tunnel {
  /// What to type over there.
  let command: String

  /// - Parameter url: The console's.
  /// - Returns: `nil` where nobody has come by SSH, or the console can be reached from elsewhere as well.
  init?(to url: String, _ directory: RuntimeDirectory, _ environment: [String: String]) {
    // "client's address, client's port, server's address, server's port" (ssh(1)).
    let connection = environment["SSH_CONNECTION", default: ""].split(separator: " ")
    guard connection.count == 4, let port = Self.port(ofLoopback: url) else { return nil }
    let login = environment["USER"].map { "\($0)@" } ?? ""
    let socket = "\(directory.path)/\(HTTPListener.console.socket)"
    command = "ssh -N -L \("\(port):\(socket)".quotedForShell) \("\(login)\(connection[2])".quotedForShell)"
  }

  /// - Returns: `nil` for a host that is not the one it is opened on.
  private static func port(ofLoopback url: String) -> String? {
    let names = ["localhost", "127.0.0.1", "[::1]"]
    guard let host = names.first(where: { url.hasPrefix("http://\($0)") }) else { return nil }
    let rest = url.dropFirst("http://\(host)".count)
    if rest.isEmpty || rest.first == "/" { return "80" }
    guard rest.first == ":" else { return nil }
    let port = rest.dropFirst().prefix { $0 != "/" }
    return UInt16(port).map(String.init)
  }
}
