import Glibc
package import SystemCalls
package import WireProtocol

/// Whom systemd reads a credential for, by the name that it gives its end of the connection (systemd.exec(5)): a random
/// number, then `/unit/`, the unit, and the credential. Anybody may give an end such a name, so it counts only where
/// the kernel says that the peer is root.
package struct UnitAddress: Equatable, Sendable {
  package let unit: UnitName

  /// - Parameter name: Of a socket in the abstract name space, without the zero that it begins with.
  /// - Returns: `nil` for another name.
  package init?(_ name: String) {
    guard let mark = name.firstRange(of: "/unit/") else { return nil }
    let rest = name[mark.upperBound...]
    guard let slash = rest.lastIndex(of: "/"), let unit = UnitName(String(rest[..<slash])) else { return nil }
    self.unit = unit
  }

  /// The name for a connection that reads a unit's token in systemd's place.
  package static func text(of unit: UnitName) -> String {
    "\(String(UInt64.random(in: 0 ... .max), radix: 16))/unit/\(unit)/access-token"
  }

  /// That of the peer of a connection.
  /// - Throws: `SystemError` where the kernel does not tell.
  package init?(ofPeer descriptor: CInt) throws(SystemError) {
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
    }
    guard result == 0 else { throw SystemError("read the peer's name") }
    let name = withUnsafeBytes(of: &address.sun_path) { path in
      path.prefix(max(0, Int(length) - MemoryLayout<sa_family_t>.size))
    }
    guard name.first == 0 else { return nil }
    self.init(String(decoding: name.dropFirst(), as: UTF8.self))
  }
}
