import FoundationEssentials
import NIOCore
import NIOEmbedded
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

/// The rules of time of one connection, on an event loop whose clock the test moves.
@Suite struct ConnectionTimerTests {
  private let loop = EmbeddedEventLoop()
  private let channel: EmbeddedChannel

  init() throws {
    channel = EmbeddedChannel(loop: loop)
    try channel.pipeline.syncOperations.addHandler(ServerConnection(Dispatcher(Jobs().routes), loop))
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
  }

  private func receive(_ bytes: some Sequence<UInt8>) throws {
    try channel.writeInbound(ByteBuffer(bytes: bytes))
  }

  private var replies: Int {
    get throws {
      var count = 0
      while try channel.readOutbound(as: ByteBuffer.self) != nil { count += 1 }
      return count
    }
  }

  @Test("A partial frame is closed 10 to 11 seconds after its first byte, whatever else of it comes meanwhile")
  func partialFrame() throws {
    for byte in RawFrame(echo(1)).bytes.prefix(10) {
      #expect(channel.isActive)
      try receive([byte])
      loop.advanceTime(by: .milliseconds(999))
    }
    #expect(channel.isActive)
    loop.advanceTime(by: .milliseconds(1010))
    #expect(!channel.isActive)
  }

  @Test("A stream of whole frames is never taken for a slow sender, even if each read ends inside a frame")
  func steadyStream() throws {
    let frame = RawFrame(echo(1)).bytes
    try receive(frame.prefix(10))
    for _ in 0..<10 {
      loop.advanceTime(by: .seconds(9))
      try receive(frame.dropFirst(10) + frame.prefix(10))
    }
    #expect(try replies == 10)
    loop.advanceTime(by: .seconds(9))
    #expect(channel.isActive)
    loop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  /// A peer's side of a connection: takes what is sent to it, or leaves it with the kernel.
  private final class Taker: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    var takes = false

    func flush(context: ChannelHandlerContext) {
      if takes { context.flush() }
    }
  }

  @Test(
    "A peer that takes none of its replies is cut off when the limit is over, and a tenth of it later at the latest",
    arguments: [ServerLimits().unreadReplies, .seconds(5)])
  func takesNothing(_ limit: TimeAmount) throws {
    let crowd = Crowd(ServerLimits { $0.unreadReplies = limit })
    let channel = try crowd.connect(.root)
    let taker = Taker()
    try channel.pipeline.syncOperations.addHandler(taker, position: .first)
    let tenth = TimeAmount.nanoseconds(limit.nanoseconds / 10)
    try channel.send(echo(1))
    // Whatever is taken begins the time anew.
    crowd.loop.advanceTime(by: limit - tenth)
    taker.takes = true
    channel.flush()
    taker.takes = false
    try channel.send(echo(2))
    crowd.loop.advanceTime(by: limit - tenth)
    #expect(channel.isActive)
    crowd.loop.advanceTime(by: tenth * 2 + .milliseconds(1))
    #expect(!channel.isActive)
    #expect(try channel.replies().map(\.id) == [.number(1)])
  }

  @Test("A connection without a partial frame stays as long as it likes")
  func silence() throws {
    try receive(RawFrame(echo(1)).bytes)
    loop.advanceTime(by: .hours(24))
    #expect(try replies == 1)
    #expect(channel.isActive)
  }

  @Test("A connection that was told to end before it began is closed at once")
  func endedEarly() throws {
    let channel = EmbeddedChannel(loop: loop)
    let connection = ServerConnection(Dispatcher([]), loop)
    try channel.pipeline.syncOperations.addHandler(connection)
    connection.end()
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
    #expect(!channel.isActive)
  }

  @Test("A closed connection leaves nothing behind: no handler, no timer")
  func release() throws {
    let channel = EmbeddedChannel(loop: loop)
    weak var left: ServerConnection?
    do {
      let connection = ServerConnection(Dispatcher([]), loop)
      left = connection
      try channel.pipeline.syncOperations.addHandler(connection)
    }
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
    try channel.writeInbound(ByteBuffer(bytes: RawFrame(echo(1)).bytes.prefix(10)))
    #expect(left != nil)
    channel.close(promise: nil)
    loop.run()
    #expect(left == nil)
  }

  @Test("The time in which the server itself does not read counts against nobody")
  func serverPause() throws {
    let crowd = Crowd(ServerLimits { $0.requestsInFlight = 1 })
    let channel = try crowd.connect(.root)
    try channel.send(RawFrame(wait(1)).bytes + RawFrame(echo(2)).bytes.prefix(10))
    crowd.loop.advanceTime(by: .hours(1))
    #expect(channel.isActive)
    crowd.jobs.releaseAll()
    crowd.loop.advanceTime(by: .seconds(9))
    try channel.send(RawFrame(echo(2)).bytes.dropFirst(10))
    #expect(try channel.replies().map(\.id) == [.number(1), .number(2)])
  }
}

extension ServerConnection {
  fileprivate convenience init(_ dispatcher: Dispatcher, _ loop: any EventLoop) {
    let limits = ServerLimits()
    let door = Doorkeeper(limits.shares.connections, logger: .silent)
    self.init(dispatcher: dispatcher, peer: .root, admission: Admission(loop: loop, limits: limits, door: door))
  }
}
