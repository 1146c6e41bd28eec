import Daemon
import NIOCore
import NIOHTTP1
import SocketTransport
import WireProtocol

/// Knows which connections of a listener are open, looks after their time, and shuts.
final class HTTPGate {
  private let reception: HTTPReception
  private let security: @Sendable () -> (any ChannelSecurity)?
  private let limits: HTTPLimits
  private let date: HTTPDate
  private let isClosed: EventLoopPromise<Void>
  private let loop: any EventLoop
  private var acceptor: Acceptor<Void>?
  private var connections: [ObjectIdentifier: (channel: any Channel, connection: HTTPConnection)] = [:]
  private var ticks: RepeatedTask?
  private var drainTimer: Scheduled<Void>?
  private var isShut = false
  private var isDraining = false

  /// Between two looks at what takes long.
  private static let tick = TimeAmount.milliseconds(250)

  /// - Parameter isClosed: Fulfilled when nothing is left to do.
  init(
    _ reception: HTTPReception, security: @escaping @Sendable () -> (any ChannelSecurity)?, limits: HTTPLimits,
    date: HTTPDate, loop: any EventLoop, isClosed: EventLoopPromise<Void>
  ) {
    self.reception = reception
    self.security = security
    self.limits = limits
    self.date = date
    self.loop = loop
    self.isClosed = isClosed
  }

  /// - Throws: ``SystemError``.
  func open(_ acceptor: Acceptor<Void>) throws {
    guard !isShut else { return }
    try acceptor.start()
    self.acceptor = acceptor
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
      try channel.pipeline.syncOperations.addHandler(ProxyPreface(peer, connection, settings.trustedProxies))
    }
    try security?.secure(channel) { [metrics = reception.metrics] isDone in
      if isDone { metrics.handshakes += 1 } else { metrics.failedHandshakes += 1 }
    }
    try channel.pipeline.syncOperations.addHandlers(of: connection, limits)
  }

  private func note(_ connection: HTTPConnection, _ peer: ConnectedPeer, on channel: any Channel) {
    reception.metrics.connections += 1
    connections[ObjectIdentifier(channel)] = (channel, connection)
    channel.closeFuture.hop(to: loop).assumeIsolated().whenComplete { [self] _ in
      peer.close(connection)
      forget(channel)
    }
    if let fault = peer.open(connection) { connection.refuse(fault) }
    holdAccepting()
    guard ticks == nil else { return }
    let gate = NIOLoopBound(self, eventLoop: loop)
    ticks = loop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in gate.value.lookAtAll() }
  }

  private func lookAtAll() {
    let now = loop.now
    for (_, connection) in connections.values { connection.look(at: now) }
  }

  private func forget(_ channel: any Channel) {
    connections[ObjectIdentifier(channel)] = nil
    holdAccepting()
    guard connections.isEmpty else { return }
    ticks?.cancel()
    ticks = nil
    if isDraining { finish() }
  }

  /// Where all places are taken, who connects waits for one.
  private func holdAccepting() {
    acceptor?.hold(!reception.shares.hasPlace)
  }

  /// Accepts no more, has each connection answer what it has read, and cuts off what takes longer than the limit.
  func shut() {
    guard !isShut else { return }
    isShut = true
    guard let acceptor else { return drain() }
    let gate = NIOLoopBound(self, eventLoop: loop)
    acceptor.stop {
      acceptor.closeSocket()
      gate.value.drain()
    }
  }

  /// All that was accepted is known by now.
  private func drain() {
    isDraining = true
    // It keeps the gate, to which it brings connections.
    acceptor = nil
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
