import Dispatch
import FoundationEssentials
import Glibc
package import SystemCalls
package import WireProtocol

/// A connection to a Unix socket that a test drives byte by byte, as a client in another language would.
///
/// It blocks threads of its own only, so that a waiting test does not keep others from running.
package final class RawConnection: Sendable {
  /// Seconds after which a test fails that would hang. None waits for this.
  static let patience = 60

  package let descriptor: CInt
  private let reading = DispatchQueue(label: "raw connection: reading")
  private let writing = DispatchQueue(label: "raw connection: writing")

  package init(path: String) throws(SystemError) {
    descriptor = try UnixSocket.connect(to: path)
    UnixSocket.limitWaiting(descriptor, seconds: Self.patience)
  }

  /// Takes over a connection that somebody else has made.
  package init(_ descriptor: CInt) {
    self.descriptor = descriptor
    UnixSocket.limitWaiting(descriptor, seconds: Self.patience)
  }

  deinit { Glibc.close(descriptor) }

  /// Sends bytes; waits as long as the peer does not read.
  package func send(_ bytes: [UInt8]) async throws {
    try await writing.run { [self] in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard count > 0 else { throw SystemError("send") }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Sends messages, each in a frame, all in one piece.
  package func send(_ messages: String...) async throws {
    try await send(messages.flatMap { RawFrame($0).bytes })
  }

  /// The next message; `nil` at the end of the stream, also where the peer cut it off.
  package func receive() async throws -> String? {
    guard let header = try await receive(count: Frame.headerLength) else { return nil }
    let length = header.reduce(0) { $0 << 8 | Int($1) }
    guard let message = try await receive(count: length) else {
      throw EndOfStream()
    }
    return String(validating: message, as: UTF8.self)
  }

  package func receiveReply() async throws -> ReceivedReply? {
    try await receive().map { try ReceivedReply(message: Array($0.utf8)) }
  }

  /// So many bytes; `nil` at the end of the stream.
  package func receive(count: Int) async throws -> [UInt8]? {
    try await reading.run { [self] in
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: min(count, 65_536))
      while bytes.count < count {
        let received = receive(into: &chunk, most: count - bytes.count)
        if received > 0 {
          bytes += chunk[..<received]
        } else if received == 0 || errno == ECONNRESET {
          return nil
        } else {
          throw SystemError("receive")
        }
      }
      return bytes
    }
  }

  /// As recv(2), whatever signals the test's process gets meanwhile.
  private func receive(into chunk: inout [UInt8], most: Int) -> Int {
    while true {
      let received = recv(descriptor, &chunk, min(chunk.count, most), 0)
      if received >= 0 || errno != EINTR { return received }
    }
  }

  /// What has arrived, as soon as something has; `nil` at the end of the stream, also where the peer cut it off.
  package func receiveSome() async throws -> [UInt8]? {
    try await reading.run { [self] in
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let received = receive(into: &chunk, most: chunk.count)
      guard received > 0 else {
        if received == 0 || errno == ECONNRESET { return nil }
        throw SystemError("receive")
      }
      return Array(chunk[..<received])
    }
  }

  /// Whether bytes wait to be received right now.
  package var hasArrived: Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) > 0
  }

  /// The same, where the end of the stream does not count.
  package var hasBytes: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT)) > 0
  }

  /// Closes this side: the peer reads the end of the stream, and can go on sending.
  package func endSending() {
    shutdown(descriptor, CInt(SHUT_WR))
  }

  /// Closes both sides at once.
  package func cut() {
    shutdown(descriptor, CInt(SHUT_RDWR))
  }
}

/// A message behind its length.
package struct RawFrame: Sendable {
  package let bytes: [UInt8]

  package init(_ message: String) {
    self.init(Array(message.utf8))
  }

  package init(_ message: [UInt8]) {
    bytes = Self.header(UInt32(message.count)) + message
  }

  /// The length alone.
  package static func header(_ length: UInt32) -> [UInt8] {
    withUnsafeBytes(of: length.bigEndian, Array.init)
  }
}
