import FoundationEssentials
import Glibc
import WireProtocol

/// A connection made of bare system calls, which wait: no client of ours hides here what a socket does.
final class RawConnection {
  private let descriptor: CInt
  private var nextID = 0

  /// Seconds after which a test gives up.
  private static let patience = 60

  /// - Throws: ``SystemCallError``, such as ECONNREFUSED.
  init(to service: ServiceName) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "/run/oauth-apps/\(service.socket)".utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw SystemCallError(action: "connect to \(service.socket)") }
  }

  deinit {
    close(descriptor)
  }

  /// Sends a request without a trace and waits for its reply.
  /// - Throws: The service's refusal, ``SystemCallError``, or ``EndOfStream``.
  func call<M: Method>(_ method: M) throws -> M.Reply {
    nextID += 1
    let request = Request(id: .number(nextID), method: M.name, params: try MessageWriter.json(method))
    try send(try request.encoded())
    let result = try ReceivedReply(message: try receive()).outcome.get()
    return try MessageReader.read(M.Reply.self, from: result, unknownMembers: .ignored)
  }

  private func send(_ message: [UInt8]) throws {
    let header = withUnsafeBytes(of: UInt32(message.count).bigEndian) { Array($0) }
    let frame = header + message
    guard Glibc.send(descriptor, frame, frame.count, CInt(MSG_NOSIGNAL)) == frame.count else {
      throw errno == EPIPE ? EndOfStream() : SystemCallError(action: "send")
    }
  }

  private func receive() throws -> [UInt8] {
    let header = try read(Frame.headerLength)
    return try read(Int(header.reduce(0) { $0 << 8 | UInt32($1) }))
  }

  private func read(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let received = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, 0)
      }
      guard received >= 0 else { throw SystemCallError(action: "receive") }
      guard received > 0 else { throw EndOfStream() }
      filled += received
    }
    return bytes
  }
}

/// The service closed the connection without a reply: it has not taken the request up.
struct EndOfStream: Error {}
