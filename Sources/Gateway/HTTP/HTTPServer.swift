import Daemon
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import SocketTransport
import WireProtocol

/// Serves HTTP on listening sockets until told to stop.
struct HTTPServer: Service, CustomStringConvertible {
  let sockets: [(listener: HTTPListener, socket: ListeningSocket)]
  let limits: HTTPLimits
  let stage: Stage
  let serve: @Sendable (HTTPRequest) -> Step

  /// The service group names its services by their description.
  var description: String { "HTTPServer" }

  func run() async throws {
    let date = NIOLoopBoundBox.makeBoxSendingValue(HTTPDate(), eventLoop: stage.loop)
    var open: [(gate: NIOLoopBound<HTTPGate>, isClosed: EventLoopFuture<Void>)] = []
    for (listener, socket) in sockets { open.append(try await listen(listener, socket, date)) }
    let gates = open.map(\.gate)
    try await withTaskCancellationOrGracefulShutdownHandler {
      if open.isEmpty { try await gracefulShutdown() }
      for each in open { try await each.isClosed.get() }
    } onCancelOrGracefulShutdown: { [loop = stage.loop] in
      loop.execute { for gate in gates { gate.value.shut() } }
    }
  }

  private func listen(
    _ listener: HTTPListener, _ socket: ListeningSocket, _ date: NIOLoopBoundBox<HTTPDate>
  ) async throws -> (NIOLoopBound<HTTPGate>, EventLoopFuture<Void>) {
    let loop = stage.loop
    let isClosed = loop.makePromise(of: Void.self)
    let gate = try await loop.submit { [limits, activity = stage.activity] in
      NIOLoopBound(HTTPGate(loop: loop, limits: limits, activity: activity, isClosed: isClosed), eventLoop: loop)
    }.get()
    do {
      _ = try await ServerBootstrap(group: loop)
        .serverChannelInitializer { [logger = stage.logger] channel in
          channel.eventLoop.makeCompletedFuture {
            try socket.restoreBacklog()
            try channel.pipeline.syncOperations.addHandlers([AcceptPause(logger: logger), gate.value])
          }
        }
        .serverChannelOption(.maxMessagesPerRead, value: 4)
        // A client that has closed its side still gets its answers.
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { [limits, serve] channel in
          channel.eventLoop.makeCompletedFuture {
            let connection = HTTPConnection(on: listener, limits: limits, date: date.value, serve: serve)
            gate.value.admit(connection, on: channel)
            try channel.pipeline.syncOperations.addHandlers(connection, limits)
          }
        }
        .withBoundSocket(socket.descriptor).get()
    } catch {
      isClosed.fail(error)
      throw error
    }
    return (gate, isClosed.futureResult)
  }
}

extension ChannelPipeline.SynchronousOperations {
  fileprivate func addHandlers(_ connection: HTTPConnection, _ limits: HTTPLimits) throws {
    var decoder = NIOHTTPDecoderLimitConfiguration()
    decoder.maxHeaderFieldSize = limits.field
    decoder.maxHeaderListSize = limits.fields
    decoder.maxHeaderFieldCount = limits.fieldCount
    try addHandler(ArrivalWatch(connection))
    try addHandler(
      ByteToMessageHandler(
        HTTPRequestDecoder(
          leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop, limitConfiguration: decoder)))
    try addHandler(connection)
  }
}
