import Dispatch
import Glibc
package import SystemCalls

/// A Unix socket whose other end is the test itself: a service that does whatever the test wants to see a client cope
/// with.
package final class RawListener: Sendable {
  private let descriptor: CInt
  private let accepting = DispatchQueue(label: "raw listener")

  /// - Parameter backlog: Connections that may wait to be accepted, but for one.
  package init(path: String, backlog: CInt = 128) throws(SystemError) {
    descriptor = try UnixSocket.bind(to: path, type: CInt(SOCK_STREAM.rawValue))
    guard listen(descriptor, backlog) == 0 else { throw SystemError("listen on \(path)") }
    UnixSocket.limitWaiting(descriptor, seconds: RawConnection.patience)
  }

  deinit { close(descriptor) }

  /// The next connection.
  package func accept() async throws -> RawConnection {
    try await accepting.run { [self] in
      let connection = Glibc.accept(descriptor, nil, nil)
      guard connection >= 0 else { throw SystemError("accept a connection") }
      return RawConnection(connection)
    }
  }
}
