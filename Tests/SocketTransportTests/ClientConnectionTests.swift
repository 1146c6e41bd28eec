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
  private let loop = EmbeddedEventLoop()

  private func connect(_ connection: ClientConnection) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(loop: loop)
    try channel.pipeline.syncOperations.addHandler(connection)
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/s"), promise: nil)
    return channel
  }

  private func send(_ connection: ClientConnection, within time: TimeAmount) -> EventLoopFuture<JSONValue> {
    let result = loop.makePromise(of: JSONValue.self)
    let request = OutgoingRequest(method: Wait.name, params: Array("{}".utf8), meta: Meta(), isRepeatable: true)
    connection.send(request, loop.now + time, result)
    return result.futureResult
  }

  @Test("A connection that carries nothing is closed between 10 and 20 seconds later, so that the service can stop")
  func idle() throws {
    let channel = try connect(ClientConnection(service: .tokenIssuer))
    loop.advanceTime(by: .seconds(10))
    #expect(channel.isActive)
    loop.advanceTime(by: .seconds(10))
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
