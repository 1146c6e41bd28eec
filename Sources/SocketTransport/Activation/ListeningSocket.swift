import CLinux
import CSystemd
import Glibc
import SystemCalls

/// A stream socket that listens. Whoever holds it closes it; the daemons never bind one themselves.
package struct ListeningSocket: Sendable {
  package let descriptor: CInt

  /// Connections that may wait to be accepted.
  private static let backlog: CInt = 4096

  /// Takes over the descriptors that systemd, or `oauthctl up`, passed under this name (`LISTEN_FDS`,
  /// sd_listen_fds(3)): Unix sockets, of which alone the kernel tells who connects.
  /// - Throws: ``ActivationError`` where there is none of that name, or one is something else.
  package static func adopt(named name: String) throws -> [ListeningSocket] {
    let passed = PassedDescriptor.all()
    guard !passed.isEmpty else { throw ActivationError.notActivated(name) }
    let own = passed.filter { $0.name == name }
    guard !own.isEmpty else { throw ActivationError.wrongName(name, got: passed.map(\.name)) }
    return try own.map { socket in
      guard sd_is_socket_unix(socket.descriptor, CInt(SOCK_STREAM.rawValue), 1, nil, 0) > 0 else {
        throw ActivationError.notListening(name)
      }
      return ListeningSocket(descriptor: socket.descriptor)
    }
  }

  /// Takes over the descriptors that were passed under this name, if any: listening stream sockets of any family.
  /// - Throws: ``ActivationError`` where one is something else.
  package static func adoptAll(named name: String) throws -> [ListeningSocket] {
    try PassedDescriptor.all().filter { $0.name == name }.map { passed in
      guard sd_is_socket(passed.descriptor, AF_UNSPEC, CInt(SOCK_STREAM.rawValue), 1) > 0 else {
        throw ActivationError.notListening(name)
      }
      return ListeningSocket(descriptor: passed.descriptor)
    }
  }

  /// Binds a socket at a path, in the place of whatever socket is there: see ``requireNobody(at:)``.
  /// - Parameter mode: Its permission bits.
  package static func bind(path: String, mode: UInt32 = 0o600) throws -> ListeningSocket {
    try checkLength(of: path)
    var status = stat()
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFSOCK else { throw ActivationError.notASocket(path) }
      unlink(path)
    }
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let descriptor = try UnixSocket.bind(to: path, type: type)
    guard chmod(path, mode) == 0 else {
      let error = SystemError("chmod \(path)")
      close(descriptor)
      throw error
    }
    return try listening(descriptor, "listen on \(path)")
  }

  /// - Throws: ``ActivationError`` where somebody listens at a path, whom nobody would reach any more; `SystemError`
  ///   where that can't be told.
  package static func requireNobody(at path: String) throws {
    try checkLength(of: path)
    do throws(SystemError) {
      close(try UnixSocket.connect(to: path, type: CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue)))
    } catch {
      if [ECONNREFUSED, ENOENT].contains(error.number) { return }
      // A queue that is full, and a socket of another type.
      guard [EAGAIN, EPROTOTYPE].contains(error.number) else { throw error }
    }
    throw ActivationError.inUse(path)
  }

  static func listening(_ descriptor: CInt, _ action: String) throws -> ListeningSocket {
    guard listen(descriptor, backlog) == 0 else {
      let error = SystemError(action)
      close(descriptor)
      throw error
    }
    return ListeningSocket(descriptor: descriptor)
  }

  /// - Throws: ``ActivationError`` for a path that can't be a socket's name.
  package static func checkLength(of path: String) throws {
    let limit = UnixSocket.longestPath
    guard path.utf8.count <= limit else { throw ActivationError.pathTooLong(path, limit: limit) }
  }
}

extension ListeningSocket {
  /// Has ``accept()`` fail with `EAGAIN` where no connection waits.
  func neverWait() throws(SystemError) {
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw SystemError("change the flags of descriptor \(descriptor)")
    }
  }

  /// The next connection, of which reading and writing never wait; negative, and `errno` says why, where there is none
  /// (accept4(2)).
  func accept() -> CInt {
    accept4(descriptor, nil, nil, CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue))
  }

  /// Whether a connection waits to be accepted.
  var hasWaiting: Bool {
    var descriptor = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) == 1 && descriptor.revents & Int16(POLLIN) != 0
  }
}

/// Why a daemon has no socket to serve.
package enum ActivationError: Error, Equatable, CustomStringConvertible {
  case notActivated(String)
  case wrongName(String, got: [String])
  case notListening(String)
  case pathTooLong(String, limit: Int)
  case notASocket(String)
  case inUse(String)

  package var description: String {
    switch self {
    case .notActivated(let name):
      "no socket was passed: start this by systemd (systemctl start oauth-\(name).socket) or by oauthctl up"
    case .wrongName(let name, let got):
      "the socket passed is named \(got.joined(separator: ", ")), not \(name); "
        + "check FileDescriptorName= of the socket unit"
    case .notListening(let name):
      "descriptor \(name) is no listening stream socket of its family; check ListenStream= of the socket unit"
    case .pathTooLong(let path, let limit):
      "\(path) is longer than the \(limit) bytes of a Unix socket's name; choose a shorter directory"
    case .inUse(let path): "another program listens at \(path); stop it, or choose another address"
    case .notASocket(let path): "\(path) is in the way and no socket; move it, or choose another directory"
    }
  }
}
