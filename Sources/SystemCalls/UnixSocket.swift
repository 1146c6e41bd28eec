import Glibc

/// Unix sockets that have a name in the file system (unix(7)). No other program inherits them.
package enum UnixSocket {
  /// Bytes of the longest name.
  package static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

  /// A socket that is connected to the one of this name.
  /// - Parameter type: A type of socket(2), with flags or without.
  package static func connect(
    to path: String, type: CInt = CInt(SOCK_STREAM.rawValue)
  ) throws(SystemError) -> CInt {
    try make(type, path, "connect to \(path)") { Glibc.connect($0, $1, $2) }
  }

  /// The same for an end that has a name itself, in the abstract name space (unix(7)).
  package static func connect(to path: String, from name: String) throws(SystemError) -> CInt {
    try make(CInt(SOCK_STREAM.rawValue), path, "connect to \(path)") { descriptor, address, length in
      let own = [0] + name.utf8
      var result: CInt = -1
      withAddress(own) { result = Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sa_family_t>.size + own.count)) }
      return result == 0 ? Glibc.connect(descriptor, address, length) : result
    }
  }

  /// A socket with a name that is not taken.
  /// - Parameter type: A type of socket(2), with flags or without.
  package static func bind(to path: String, type: CInt) throws(SystemError) -> CInt {
    try make(type, path, "listen on \(path)") { Glibc.bind($0, $1, $2) }
  }

  /// Makes reading and writing fail with `EAGAIN` that would wait for longer.
  package static func limitWaiting(_ descriptor: CInt, seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  private static func make(
    _ type: CInt, _ path: String, _ action: String, _ name: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) throws(SystemError) -> CInt {
    guard path.utf8.count <= longestPath else { throw SystemError(action, number: ENAMETOOLONG) }
    let descriptor = socket(AF_UNIX, type | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemError("make a socket") }
    var result: CInt = -1
    withAddress(Array(path.utf8)) { result = name(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    guard result == 0 else {
      let error = SystemError(action)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// - Parameter name: What does not fit is left out.
  private static func withAddress(_ name: [UInt8], _ body: (UnsafePointer<sockaddr>) -> Void) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.prefix($0.count)) }
    withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
  }
}
