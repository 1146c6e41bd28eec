import Daemon
import NIOCore
import NIOHTTP1
import SocketTransport
import WireProtocol

/// Stands before the accepting of a listener's connections: knows which are open, looks after their time, and shuts.
///
/// Shutting closes this process's copy of the socket only: whoever connects meanwhile waits in its backlog for the next
/// start, or comes to another instance.
final class HTTPGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias OutboundIn = Never

  private let reception: HTTPReception
  private let security: @Sendable () -> (any ChannelSecurity)?
  private let limits: HTTPLimits
  private let date: HTTPDate
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
  init(
    _ reception: HTTPReception, security: @escaping @Sendable () -> (any ChannelSecurity)?, limits: HTTPLimits,
    date: HTTPDate, activity: ServerActivity, isClosed: EventLoopPromise<Void>
  ) {
    self.reception = reception
    self.security = security
    self.limits = limits
    self.date = date
    self.activity = activity
    self.isClosed = isClosed
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func read(context: ChannelHandlerContext) {
    if reception.shares.hasPlace { context.read() } else { isWaiting = true }
  }

  /// Sets up a connection that was accepted.
  /// - Throws: Where its peer can't be told; it must then be closed.
  func admit(_ channel: any Channel) throws {
    let settings = reception.settings
    let address = try ClientAddress(of: channel)
    let isProxy = settings.trustedProxies.contains(address)
    let security = address.isOfNetwork ? security() : nil
    let peer = ConnectedPeer(address, isProxy: isProxy, isSecure: security != nil, reception.shares)
    let connection = HTTPConnection(limits: limits, peer: peer, date: date) { [reception] head, body, answer in
      reception.take(head, body, of: peer, answer)
    }
    note(connection, peer, on: channel)
    if isProxy, settings.usesProxyProtocol {
      try channel.pipeline.syncOperations.addHandler(ProxyPreface(peer, connection))
    }
    try security?.secure(channel) { [metrics = reception.metrics] isDone in
      if isDone { metrics.handshakes += 1 } else { metrics.failedHandshakes += 1 }
    }
    try channel.pipeline.syncOperations.addHandlers(of: connection, limits)
  }

  private func note(_ connection: HTTPConnection, _ peer: ConnectedPeer, on channel: any Channel) {
    activity.connectionOpened()
    reception.metrics.connections += 1
    connections[ObjectIdentifier(channel)] = (channel, connection)
    channel.closeFuture.hop(to: channel.eventLoop).assumeIsolated().whenComplete { _ in
      self.forget(channel)
      peer.close(connection)
      self.readAgain()
    }
    if let fault = peer.open(connection) { connection.refuse(fault) }
    if isShut { connection.stop() }
    guard ticks == nil else { return }
    let gate = NIOLoopBound(self, eventLoop: channel.eventLoop)
    ticks = channel.eventLoop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in
      gate.value.lookAtAll()
    }
  }

  private func lookAtAll() {
    guard let now = context?.eventLoop.now ?? connections.first?.value.channel.eventLoop.now else { return }
    for (_, connection) in connections.values { connection.look(at: now) }
  }

  private func forget(_ channel: any Channel) {
    connections[ObjectIdentifier(channel)] = nil
    activity.connectionClosed()
    guard connections.isEmpty else { return }
    ticks?.cancel()
    ticks = nil
    if isShut { finish() }
  }

  private func readAgain() {
    guard isWaiting, !isShut else { return }
    isWaiting = false
    context?.read()
  }

  /// Accepts no more, has each connection answer what it has read, and cuts off what takes longer than the limit.
  func shut() {
    guard !isShut else { return }
    isShut = true
    context?.channel.close(promise: nil)
    guard !connections.isEmpty else { return finish() }
    for (_, connection) in connections.values { connection.stop() }
    drainTimer = isClosed.futureResult.eventLoop.assumeIsolated().scheduleTask(in: limits.drain) {
      for (channel, _) in self.connections.values { channel.close(promise: nil) }
    }
  }

  private func finish() {
    drainTimer?.cancel()
    isClosed.succeed()
  }
}

extension ChannelPipeline.SynchronousOperations {
  /// What makes requests of bytes.
  func addHandlers(of connection: HTTPConnection, _ limits: HTTPLimits) throws {
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
