import Glibc

/// TCP sockets. No other program inherits them.
package enum InternetSocket {
  /// A stream socket at an address of this host.
  /// - Parameters:
  ///   - host: An IPv4 or IPv6 address in digits.
  ///   - port: 0: any that is free.
  package static func bind(host: String, port: UInt16) throws(SystemError) -> CInt {
    let action = "listen on \(host.contains(":") ? "[\(host)]" : host):\(port)"
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &list) == 0, let address = list?.pointee else {
      throw SystemError(action, number: EINVAL)
    }
    defer { freeaddrinfo(list) }
    let type = address.ai_socktype | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(address.ai_family, type, address.ai_protocol)
    guard descriptor >= 0 else { throw SystemError("make a socket") }
    var isOn: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<CInt>.size))
    guard Glibc.bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
      let error = SystemError(action)
      close(descriptor)
      throw error
    }
    return descriptor
  }
}
