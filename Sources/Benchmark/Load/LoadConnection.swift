import Glibc
import JSON
import RPC
import SocketTransport
import SystemCalls
import WireProtocol

/// A connection to a service, by system calls alone: the client must not take the time that the services are to
/// have.
final class LoadConnection {
  /// Seconds that a reply may take before the service counts as hung.
  static let patience = 60

  let descriptor: CInt
  private let framing: Framing
  private var input = [UInt8](repeating: 0, count: 64 * 1024)
  private var unread = 0..<0
  private var output: [UInt8] = []
  /// What TLS makes of the output.
  private var sealed: [UInt8] = []
  private var written = 0
  private var session: TLSSession?

  /// Speaks the suite's protocol.
  init(path: String) throws(SystemError) {
    descriptor = try UnixSocket.connect(to: path)
    framing = .lengthPrefixed
    UnixSocket.limitWaiting(descriptor, seconds: Self.patience)
  }

  /// Speaks HTTP, by TLS where the server does; the handshake is done when this returns.
  init(http server: HTTPServer) throws {
    descriptor =
      switch server.address {
      case .path(let path, _): try UnixSocket.connect(to: path)
      case .internet(let host, let port): try InternetSocket.connect(host: host, port: port)
      }
    framing = .http
    UnixSocket.limitWaiting(descriptor, seconds: Self.patience)
    guard let certificate = server.certificate else { return }
    let session = try TLSSession(trusting: certificate)
    self.session = session
    _ = try flush()
    while !session.isEstablished { try receive { _ in } }
  }

  deinit { close(descriptor) }

  /// Makes ``flush()`` and ``receive(_:)`` return where they would wait.
  func stopBlocking() {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// Adds a request to what the next ``flush()`` sends.
  func enqueue(_ frame: UnsafeRawBufferPointer, slot: Int) {
    let start = output.count + RequestSequence.idOffset
    output.append(contentsOf: frame)
    guard framing == .lengthPrefixed else { return }
    var rest = RequestSequence.firstID + slot
    for position in (start..<start + 4).reversed() {
      output[position] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// Sends what was enqueued.
  /// - Returns: Whether all of it went out.
  func flush() throws -> Bool {
    guard let session else { return try send(&output) }
    sealed += try output.withUnsafeBytes(session.seal)
    output.removeAll(keepingCapacity: true)
    return try send(&sealed)
  }

  private func send(_ output: inout [UInt8]) throws(SystemError) -> Bool {
    while written < output.count {
      let count = output.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written, CInt(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno == EAGAIN { return false }
        guard errno == EINTR else { throw SystemError("send a request") }
      } else {
        written += count
      }
    }
    output.removeAll(keepingCapacity: true)
    written = 0
    return true
  }

  /// Reads once and hands over each message that is whole by then.
  func receive(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    makeRoom()
    let count = input.withUnsafeMutableBytes {
      recv(descriptor, $0.baseAddress?.advanced(by: unread.upperBound), $0.count - unread.upperBound, 0)
    }
    guard count > 0 else {
      if count == 0 { throw LoadFault("the service closed the connection") }
      guard errno != EINTR else { return }
      throw errno == EAGAIN
        ? LoadFault("no reply within \(Self.patience) s") as any Error : SystemError("receive a reply")
    }
    try add(count)
    try input.withUnsafeBytes { bytes in
      while let message = nextMessage(in: bytes) { try take(UnsafeRawBufferPointer(rebasing: bytes[message])) }
    }
  }

  /// Adds what has arrived to what is unread. By TLS that is what it says in the clear, as far as it is whole; what TLS
  /// has to say to it is sent.
  private func add(_ count: Int) throws {
    let start = unread.upperBound
    guard let session else {
      unread = unread.lowerBound..<start + count
      return
    }
    let clear = try input.withUnsafeBytes {
      try session.open(UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
    }
    input.replaceSubrange(start..<min(start + clear.count, input.count), with: clear)
    unread = unread.lowerBound..<start + clear.count
    _ = try flush()
  }

  /// Takes the next whole message off what is unread.
  private func nextMessage(in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    let start = unread.lowerBound
    guard let message = framing.firstMessage(in: UnsafeRawBufferPointer(rebasing: bytes[unread])),
      unread.count >= message.upperBound
    else { return nil }
    unread = start + message.upperBound..<unread.upperBound
    return start + message.lowerBound..<start + message.upperBound
  }

  /// Moves what is unread to the front, and makes the buffer longer where a message does not fit.
  private func makeRoom() {
    if unread.isEmpty {
      unread = 0..<0
    } else if unread.upperBound == input.count {
      input.withUnsafeMutableBytes { $0.copyBytes(from: UnsafeRawBufferPointer(rebasing: $0[unread])) }
      unread = 0..<unread.count
    }
    let needed = input.withUnsafeBytes {
      framing.firstMessage(in: UnsafeRawBufferPointer(rebasing: $0[unread]))?.upperBound ?? 0
    }
    guard unread.lowerBound + needed > input.count else { return }
    input.append(contentsOf: repeatElement(0, count: needed))
  }
}

extension LoadConnection {
  /// Calls a method and waits for its reply, with nothing else under way.
  func call<M: Method>(_ method: M) throws -> M.Reply { try M.reply(result(of: method)) }

  /// The same with the result as it came: another build's may lack what the protocol has by now.
  func result(of method: some Method) throws -> JSONValue {
    try RequestSequence(method).withFrame(0) { enqueue($0, slot: 0) }
    _ = try flush()
    var result: JSONValue?
    while true {
      try receive { message in result = try ReceivedReply(message: Array(message)).outcome.get() }
      if let result { return result }
    }
  }

  /// The process that accepted the connection.
  func process() throws -> Int {
    guard let process = try result(of: ServiceStatusGet())["pid"]?.integer else {
      throw LoadFault("service.status tells no process")
    }
    return process
  }
}
