import Glibc
import RPC
import SystemCalls
import TestSupport
import WireProtocol

/// A connection to a service made of bare system calls, which wait: no client of ours hides here what a socket does.
final class ServiceConnection {
  private let descriptor: CInt
  private var nextID = 0

  /// Seconds after which a test gives up.
  private static let patience = 60

  /// - Throws: ``SystemError``, such as ECONNREFUSED.
  init(to service: ServiceName) throws(SystemError) {
    descriptor = try UnixSocket.connect(to: "/run/oauth-apps/\(service.socket)")
    UnixSocket.limitWaiting(descriptor, seconds: Self.patience)
  }

  deinit {
    close(descriptor)
  }

  /// Sends a request without a trace and waits for its reply.
  /// - Throws: The service's refusal, ``SystemError``, or ``EndOfStream``: the service has not taken the request up.
  func call<M: Method>(_ method: M) throws -> M.Reply {
    nextID += 1
    let request = Request(id: .number(nextID), method: M.name, params: try MessageWriter.json(method))
    try send(RawFrame(try request.encoded()).bytes)
    while true {
      let reply = try ReceivedReply(message: try receive())
      if reply.notice == .closing { continue }
      if reply.notice == .closed { throw EndOfStream() }
      if case .failure(let error) = reply.outcome, error.isNotCarriedOut { throw EndOfStream() }
      return try M.reply(reply.outcome.get())
    }
  }

  private func send(_ frame: [UInt8]) throws {
    guard Glibc.send(descriptor, frame, frame.count, CInt(MSG_NOSIGNAL)) == frame.count else {
      throw errno == EPIPE ? EndOfStream() as any Error : SystemError("send")
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
      guard received >= 0 else { throw SystemError("receive") }
      guard received > 0 else { throw EndOfStream() }
      filled += received
    }
    return bytes
  }
}
