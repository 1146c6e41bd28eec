import Dispatch
import Glibc
package import SystemCalls

/// The other end of sd_notify(3), where systemd would be.
package final class NotificationSocket: Sendable {
  private let descriptor: CInt
  private let receiving = DispatchQueue(label: "notification socket")

  /// - Parameter path: What `NOTIFY_SOCKET` is to say.
  package init(path: String) throws(SystemError) {
    descriptor = try UnixSocket.bind(to: path, type: CInt(SOCK_DGRAM.rawValue))
    UnixSocket.limitWaiting(descriptor, seconds: RawConnection.patience)
  }

  deinit { close(descriptor) }

  /// The lines of each notification, up to the one that says `STOPPING=1`. Taken as they come: a full socket would
  /// block the sender.
  package var notifications: AsyncStream<[String]> {
    let (stream, continuation) = AsyncStream<[String]>.makeStream()
    Task {
      while let lines = try? await next() {
        continuation.yield(lines)
        if lines.contains("STOPPING=1") { break }
      }
      continuation.finish()
    }
    return stream
  }

  private func next() async throws -> [String] {
    try await receiving.run { [self] in
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      guard count >= 0 else { throw SystemError("receive a notification") }
      return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }
}
