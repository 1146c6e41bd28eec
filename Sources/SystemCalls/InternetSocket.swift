import Glibc

/// TCP sockets. No other program inherits them.
package enum InternetSocket {
  /// A stream socket at an address of this host.
  /// - Parameters:
  ///   - host: An IPv4 or IPv6 address in digits.
  ///   - port: 0: any that is free.
  package static func bind(host: String, port: UInt16) throws(SystemError) -> CInt {
    let action = "listen on \(host.contains(":") ? "[\(host)]" : host):\(port)"
    let (descriptor, address) = try make(host: host, port: port, flags: CInt(SOCK_NONBLOCK.rawValue), action)
    defer { freeaddrinfo(address) }
    var isOn: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<CInt>.size))
    guard Glibc.bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
      let error = SystemError(action)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// A stream socket that is connected to an address. What is written goes out at once.
  package static func connect(host: String, port: UInt16) throws(SystemError) -> CInt {
    let action = "connect to \(host) port \(port)"
    let (descriptor, address) = try make(host: host, port: port, flags: 0, action)
    defer { freeaddrinfo(address) }
    var isOn: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<CInt>.size))
    guard Glibc.connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
      let error = SystemError(action)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// A port of an address that nobody listens at.
  package static func freePort(of host: String) throws(SystemError) -> UInt16 {
    let descriptor = try bind(host: host, port: 0)
    defer { close(descriptor) }
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard result == 0 else { throw SystemError("read a socket's address") }
    // The port is at the same place for IPv4 and IPv6.
    return withUnsafeBytes(of: address) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
  }

  private static func make(host: String, port: UInt16, flags: CInt, _ action: String) throws(SystemError)
    -> (CInt, UnsafeMutablePointer<addrinfo>)
  {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &list) == 0, let address = list else {
      throw SystemError(action, number: EINVAL)
    }
    let type = address.pointee.ai_socktype | CInt(SOCK_CLOEXEC.rawValue) | flags
    let descriptor = socket(address.pointee.ai_family, type, address.pointee.ai_protocol)
    guard descriptor >= 0 else {
      let error = SystemError("make a socket")
      freeaddrinfo(address)
      throw error
    }
    return (descriptor, address)
  }
}
