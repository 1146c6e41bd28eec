import FoundationEssentials
import JSON
import NIOCore
import NIOEmbedded
import RPC
import Testing
import WireProtocol

@testable import SocketTransport

/// One connection of a client, on an event loop whose clock the test moves.
@Suite struct ClientConnectionTests {
  private let calls = WatchedCalls()
  private var loop: EmbeddedEventLoop { calls.loop }

  private func connect(_ connection: ClientConnection) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(loop: loop)
    try channel.pipeline.syncOperations.addHandler(connection)
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
    return channel
  }

  private func send(_ connection: ClientConnection, within time: TimeAmount) -> EventLoopFuture<JSONValue> {
    let result = loop.makePromise(of: JSONValue.self)
    connection.send(calls.make(within: time) { result.completeWith($0) })
    return result.futureResult
  }

  @Test("A connection takes requests for 1 to 2 s; the next ones may come to another instance, or the service stops")
  func lifetime() throws {
    let connection = ClientConnection(service: .tokenIssuer)
    let channel = try connect(connection)
    loop.advanceTime(by: .milliseconds(999))
    #expect(channel.isActive && connection.isOpen)
    loop.advanceTime(by: .milliseconds(1001))
    #expect(!channel.isActive && !connection.isOpen)
  }

  @Test("What a connection has taken up when its time is over is sent, and answered")
  func retirement() throws {
    let connection = ClientConnection(service: .tokenIssuer)
    let channel = try connect(connection)
    let sent = send(connection, within: .seconds(60))
    channel.isWritable = false
    let waiting = send(connection, within: .seconds(60))
    loop.advanceTime(by: .seconds(2))
    #expect(channel.isActive && !connection.isOpen)
    channel.isWritable = true
    channel.pipeline.fireChannelWritabilityChanged()
    for id in 1...2 {
      try channel.writeInbound(channel.allocator.frame(Reply(id: .number(id), .success(Array("{}".utf8))).encoded()))
    }
    #expect(try sent.wait().isObject)
    #expect(try waiting.wait().isObject)
    #expect(!channel.isActive)
  }

  @Test("A connection with a request under way stays")
  func busy() throws {
    let connection = ClientConnection(service: .tokenIssuer)
    let channel = try connect(connection)
    let result = send(connection, within: .minutes(5))
    loop.advanceTime(by: .minutes(4))
    #expect(channel.isActive)
    loop.advanceTime(by: .minutes(1))
    let error = #expect(throws: ServiceError.self) { try result.wait() }
    #expect(error?.code == .deadlineExceeded)
    loop.advanceTime(by: .seconds(20))
    #expect(!channel.isActive)
  }

  @Test("What the socket does not take waits, and leaves only if its time is not over")
  func unsent() throws {
    let connection = ClientConnection(service: .tokenIssuer)
    let channel = try connect(connection)
    channel.isWritable = false
    let impatient = send(connection, within: .seconds(1))
    let patient = send(connection, within: .seconds(60))
    loop.advanceTime(by: .seconds(5))
    let error = #expect(throws: ServiceError.self) { try impatient.wait() }
    #expect(error?.code == .deadlineExceeded)
    channel.isWritable = true
    channel.pipeline.fireChannelWritabilityChanged()
    var message = try #require(try channel.readOutbound(as: ByteBuffer.self))
    message.moveReaderIndex(forwardBy: Frame.headerLength)
    let request = try ReceivedRequest(message: Array(message.readableBytesView))
    #expect(request.meta.deadlineMs == 55_000)
    #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    try channel.writeInbound(channel.allocator.frame(Reply(id: request.id, .success(Array("{}".utf8))).encoded()))
    #expect(try patient.wait().isObject)
  }

  @Test("A request that is sent again on another connection says what is left of its time")
  func sentAgain() throws {
    let call = calls.make(within: .seconds(60)) { _ in }
    for left in [60_000, 55_000, 50_000] {
      let connection = ClientConnection(service: .tokenIssuer)
      let channel = try connect(connection)
      connection.send(call)
      var message = try #require(try channel.readOutbound(as: ByteBuffer.self))
      message.moveReaderIndex(forwardBy: Frame.headerLength)
      #expect(try ReceivedRequest(message: Array(message.readableBytesView)).meta.deadlineMs == left)
      loop.advanceTime(by: .seconds(5))
    }
  }

  @Test("What is closed leaves nothing behind, also where no connection came about", arguments: [true, false])
  func release(isConnected: Bool) throws {
    weak var left: ClientConnection?
    let channel = EmbeddedChannel(loop: loop)
    do {
      let connection = ClientConnection(service: .tokenIssuer)
      left = connection
      try channel.pipeline.syncOperations.addHandler(connection)
    }
    if isConnected { channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil) }
    #expect(left != nil)
    channel.close(promise: nil)
    loop.run()
    #expect(left == nil)
  }
}
