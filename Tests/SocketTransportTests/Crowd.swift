import Logging
import NIOCore
import NIOEmbedded
import RPC
import TestSupport
import WireProtocol

@testable import SocketTransport

/// Connections of one server from peers of a test's choice, on an event loop whose clock the test moves.
final class Crowd {
  let loop = EmbeddedEventLoop()
  let jobs = Jobs()
  let holdings = Holdings()
  let admission: Admission
  private let door: Doorkeeper
  private let dispatcher: Dispatcher

  /// - Parameter now: The time that turns are measured by; the loop's unless said otherwise.
  init(_ limits: ServerLimits = ServerLimits(), logger: Logger = .silent, now: (() -> NIODeadline)? = nil) {
    door = Doorkeeper(limits.shares.connections, logger: logger)
    admission = Admission(loop: loop, limits: limits, door: door, holdings: holdings, now: now)
    dispatcher = Dispatcher(jobs.routes, places: Places(limits.shares))
  }

  /// - Throws: The refusal, where the peer gets no place.
  func connect(_ peer: Peer) throws -> EmbeddedChannel {
    try door.enter(peer, at: loop.now)
    let connection = ServerConnection(dispatcher: dispatcher, peer: peer, admission: admission)
    let channel = EmbeddedChannel(handler: connection, loop: loop)
    channel.closeFuture.whenComplete { [door] _ in door.leave(PeerUser(peer)) }
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
    return channel
  }
}

extension EmbeddedChannel {
  /// Brings bytes from the peer, and does what is to be done at once.
  func send(_ bytes: some Sequence<UInt8>) throws {
    try writeInbound(ByteBuffer(bytes: bytes))
    embeddedEventLoop.run()
  }

  func send(_ messages: String...) throws {
    try send(messages.flatMap { RawFrame($0).bytes })
  }

  /// The replies that have come since the last call.
  func replies() throws -> [ReceivedReply] {
    var bytes = ByteBuffer()
    while var next = try readOutbound(as: ByteBuffer.self) { bytes.writeBuffer(&next) }
    var frames = FrameReader()
    frames.append(&bytes)
    var replies: [ReceivedReply] = []
    while let message = try frames.next() { replies.append(try ReceivedReply(message: message)) }
    return replies
  }
}
