import NIOCore
import NIOPosix
import SocketTransport
import WireProtocol

/// Stands before the accepting of a listener's connections: knows which are open, looks after their time, and shuts.
///
/// Shutting closes this process's copy of the socket only: whoever connects meanwhile waits in its backlog for the next
/// start, or comes to another instance.
final class HTTPGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias OutboundIn = Never

  private let loop: any EventLoop
  private let limits: HTTPLimits
  private let activity: ServerActivity
  private let isClosed: EventLoopPromise<Void>
  private var context: ChannelHandlerContext?
  private var connections: [ObjectIdentifier: (channel: any Channel, connection: HTTPConnection)] = [:]
  private var ticks: RepeatedTask?
  private var drainTimer: Scheduled<Void>?
  private var isShut = false
  /// The channel would accept if it might.
  private var isWaiting = false

  /// Between two looks at what takes long.
  private static let tick = TimeAmount.milliseconds(250)

  /// - Parameter isClosed: Fulfilled when nothing is left to do.
  init(loop: any EventLoop, limits: HTTPLimits, activity: ServerActivity, isClosed: EventLoopPromise<Void>) {
    self.loop = loop
    self.limits = limits
    self.activity = activity
    self.isClosed = isClosed
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func read(context: ChannelHandlerContext) {
    if connections.count < limits.connections { context.read() } else { isWaiting = true }
  }

  /// Takes note of a connection while its channel is set up.
  func admit(_ connection: HTTPConnection, on channel: any Channel) {
    activity.connectionOpened()
    connections[ObjectIdentifier(channel)] = (channel, connection)
    channel.closeFuture.hop(to: loop).assumeIsolated().whenComplete { _ in self.forget(channel) }
    if isShut { connection.stop() }
    guard ticks == nil else { return }
    let gate = NIOLoopBound(self, eventLoop: loop)
    ticks = loop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in gate.value.lookAtAll() }
  }

  private func lookAtAll() {
    let now = NIODeadline.now()
    for (_, connection) in connections.values { connection.look(at: now) }
  }

  private func forget(_ channel: any Channel) {
    connections[ObjectIdentifier(channel)] = nil
    activity.connectionClosed()
    if isWaiting, !isShut {
      isWaiting = false
      context?.read()
    }
    guard connections.isEmpty else { return }
    ticks?.cancel()
    ticks = nil
    if isShut { finish() }
  }

  /// Accepts no more, has each connection answer what it has read, and cuts off what takes longer than the limit.
  func shut() {
    guard !isShut else { return }
    isShut = true
    context?.channel.close(promise: nil)
    guard !connections.isEmpty else { return finish() }
    for (_, connection) in connections.values { connection.stop() }
    drainTimer = loop.assumeIsolated().scheduleTask(in: limits.drain) {
      for (channel, _) in self.connections.values { channel.close(promise: nil) }
    }
  }

  private func finish() {
    drainTimer?.cancel()
    isClosed.succeed()
  }
}
