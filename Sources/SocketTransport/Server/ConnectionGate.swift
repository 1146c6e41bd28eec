import NIOCore

/// Stands before the accepting of connections: knows which are open, starts the idle timer when there is none, and
/// shuts.
///
/// Shutting closes this process's copy of the socket only. systemd, or `oauthctl up`, keeps the socket itself, so
/// whoever connects meanwhile waits in its backlog for the next start.
final class ConnectionGate: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private let loop: any EventLoop
  private let limits: ServerLimits
  private let activity: ServerActivity
  private let isClosed: EventLoopPromise<String>
  private var server: (any Channel)?
  private var connections: [ObjectIdentifier: any Channel] = [:]
  private var idleTimer: Scheduled<Void>?
  private var drainTimer: Scheduled<Void>?
  /// Reports that go out regularly as long as this is open.
  var reports: RepeatedTask?
  private var reason: String?

  private var open: Int { connections.count }
  var isShut: Bool { reason != nil }

  /// - Parameter isClosed: Fulfilled with the reason when nothing is left to do.
  init(loop: any EventLoop, limits: ServerLimits, activity: ServerActivity, isClosed: EventLoopPromise<String>) {
    self.loop = loop
    self.limits = limits
    self.activity = activity
    self.isClosed = isClosed
  }

  func handlerAdded(context: ChannelHandlerContext) {
    server = context.channel
  }

  func channelActive(context: ChannelHandlerContext) {
    awaitIdle()
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = unwrapInboundIn(data)
    activity.connectionOpened()
    idleTimer?.cancel()
    connections[ObjectIdentifier(connection)] = connection
    connection.closeFuture.hop(to: loop).assumeIsolated().whenComplete { _ in self.forget(connection) }
    context.fireChannelRead(data)
  }

  private func forget(_ connection: any Channel) {
    connections[ObjectIdentifier(connection)] = nil
    activity.connectionClosed()
    guard connections.isEmpty else { return }
    if let reason { finish(reason) } else { awaitIdle() }
  }

  private func awaitIdle() {
    guard let limit = limits.idle else { return }
    idleTimer = loop.assumeIsolated().scheduleTask(in: limit) {
      if self.activity.mayExit { self.shut("idle") } else { self.awaitIdle() }
    }
  }

  /// Accepts no more, has each connection answer what it has read, and cuts off what takes longer than the limit.
  func shut(_ reason: String) {
    guard self.reason == nil else { return }
    self.reason = reason
    idleTimer?.cancel()
    reports?.cancel()
    ServiceNotification.stopping(status: "Stopping: \(reason), \(open) connections to finish").send()
    server?.close(promise: nil)
    guard !connections.isEmpty else { return finish(reason) }
    drainTimer = loop.assumeIsolated().scheduleTask(in: limits.drain) {
      for connection in self.connections.values { connection.close(promise: nil) }
    }
    for connection in connections.values {
      try? connection.pipeline.syncOperations.handler(type: ServerConnection.self).stop()
    }
  }

  private func finish(_ reason: String) {
    drainTimer?.cancel()
    isClosed.succeed(reason)
  }
}
