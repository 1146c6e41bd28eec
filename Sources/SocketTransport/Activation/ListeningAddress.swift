import SystemCalls

/// Where a socket listens.
package enum ListeningAddress: Hashable, Sendable {
  /// - Parameter mode: The permission bits.
  case path(String, mode: UInt32 = 0o600)
  /// - Parameter host: An IPv4 or IPv6 address in digits.
  case internet(host: String, port: UInt16)
}

extension ListeningAddress: LosslessStringConvertible {
  /// `unix:PATH`, `127.0.0.1:8443` or `[::1]:8443`.
  package init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = text.dropFirst("unix:".count)
      guard path.hasPrefix("/") else { return nil }
      self = .path(String(path))
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard IPAddress(String(host)) != nil else { return nil }
    self = .internet(host: String(host), port: port)
  }

  package var description: String {
    switch self {
    case .path(let path, _): "unix:\(path)"
    case .internet(let host, let port): "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
  }
}

extension ListeningSocket {
  /// - Throws: ``SystemError`` or ``ActivationError`` for what can't be bound.
  static func bind(_ address: ListeningAddress) throws -> ListeningSocket {
    switch address {
    case .path(let path, let mode): try bind(path: path, mode: mode)
    case .internet(let host, let port):
      try listening(try InternetSocket.bind(host: host, port: port), "listen on \(address)")
    }
  }
}
