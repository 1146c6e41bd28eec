import Daemon
import NIOCore
import NIOPosix
import ServiceLifecycle
import SocketTransport
import WireProtocol

/// Serves HTTP on listening sockets until told to stop.
struct HTTPServer: Service, CustomStringConvertible {
  let sockets: [(listener: HTTPListener, socket: ListeningSocket)]
  let limits: HTTPLimits
  let stage: Stage
  let settings: @Sendable () -> HTTPSettings
  let security: @Sendable () -> (any ChannelSecurity)?
  let serve: @Sendable (inout HTTPRequest) -> Step

  /// The service group names its services by their description.
  var description: String { "HTTPServer" }

  func run() async throws {
    let listening = try await stage.loop.submit { makeListening() }.get()
    do { for each in listening { try await listen(each) } } catch {
      for each in listening { each.isClosed.fail(error) }
      throw error
    }
    try await withTaskCancellationOrGracefulShutdownHandler {
      if listening.isEmpty { try await gracefulShutdown() }
      for each in listening { try await each.isClosed.futureResult.get() }
    } onCancelOrGracefulShutdown: { [loop = stage.loop] in
      loop.execute { for each in listening { each.gate.value.shut() } }
    }
  }

  private struct Listening: Sendable {
    let socket: ListeningSocket
    let gate: NIOLoopBound<HTTPGate>
    let isClosed: EventLoopPromise<Void>
  }

  /// To be called on the loop.
  private func makeListening() -> [Listening] {
    let metrics = HTTPMetrics()
    let brake = GuessBrake(limits: limits, at: stage.loop.now)
    let date = HTTPDate()
    let own = HTTPRouteTable([.metrics(NIOLoopBound(metrics, eventLoop: stage.loop))])
    var receptions: [HTTPListener: HTTPReception] = [:]
    var listening: [Listening] = []
    for (listener, socket) in sockets {
      let reception = receptions[listener] ?? reception(of: listener, own, brake, metrics)
      receptions[listener] = reception
      let isClosed = stage.loop.makePromise(of: Void.self)
      let gate = HTTPGate(
        reception, security: security, limits: limits, date: date, loop: stage.loop, isClosed: isClosed)
      listening.append(
        Listening(socket: socket, gate: NIOLoopBound(gate, eventLoop: stage.loop), isClosed: isClosed))
    }
    return listening
  }

  /// - Parameter own: What the server itself serves, beside what it is given.
  private func reception(
    of listener: HTTPListener, _ own: HTTPRouteTable, _ brake: GuessBrake, _ metrics: HTTPMetrics
  ) -> HTTPReception {
    let serveOwn: @Sendable (inout HTTPRequest) -> Step = { request in own.step(for: &request) }
    return HTTPReception(
      listener, limits: limits, loop: stage.loop, brake: brake, metrics: metrics, logger: stage.logger,
      settings: settings, serve: listener == .metrics ? serveOwn : serve)
  }

  private func listen(_ listening: Listening) async throws {
    let gate = listening.gate
    let reception = Reception<Void> { _ in
      ()
    } prepare: { [limits] in
      // A client that has closed its side still gets its answers.
      $0.channelOption(.allowRemoteHalfClosure, value: true)
        .channelOption(.maxMessagesPerRead, value: 1)
        .channelOption(.socketOption(.so_rcvbuf), value: limits.kernelBuffer)
        .channelOption(.socketOption(.so_sndbuf), value: limits.kernelBuffer)
        .channelOption(
          .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 2048, maximum: limits.portion))
    } serve: { channel, _ in
      try gate.value.admit(channel)
    }
    let acceptor = try Acceptor(
      listening.socket, loop: stage.loop, activity: stage.activity, logger: stage.logger, reception)
    try await stage.loop.submit { try gate.value.open(acceptor) }.get()
  }
}
