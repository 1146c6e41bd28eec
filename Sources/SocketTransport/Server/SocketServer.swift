package import Logging
package import NIOCore
import NIOPosix
package import RPC
import ServiceLifecycle
import WireProtocol

/// Serves a dispatcher on listening sockets until told to stop or idle for long enough.
package struct SocketServer: Service, CustomStringConvertible {
  private let sockets: [ListeningSocket]
  private let dispatcher: Dispatcher
  private let trust: TrustRules
  private let limits: ServerLimits
  private let loop: any EventLoop
  private let activity: ServerActivity
  private let logger: Logger

  /// - Parameter loop: Does all the work: of the connections, and of handlers that wait.
  package init(
    _ sockets: [ListeningSocket], _ dispatcher: Dispatcher, trust: TrustRules, limits: ServerLimits,
    loop: any EventLoop,
    activity: ServerActivity, logger: Logger
  ) {
    self.sockets = sockets
    self.dispatcher = dispatcher
    self.trust = trust
    self.limits = limits
    self.loop = loop
    self.activity = activity
    self.logger = logger
  }

  package func run() async throws {
    let isClosed = loop.makePromise(of: String.self)
    let gate = try await loop.submit {
      NIOLoopBound(ConnectionGate(loop: loop, limits: limits, activity: activity, isClosed: isClosed), eventLoop: loop)
    }.get()
    do { try await listen(gate) } catch {
      isClosed.fail(error)
      throw error
    }
    let reason = try await withTaskCancellationOrGracefulShutdownHandler {
      try await isClosed.futureResult.get()
    } onCancelOrGracefulShutdown: {
      loop.execute { gate.value.shut("asked to stop") }
    }
    activity.writeSums(isLast: true)
    logger.info("stopped: \(reason)")
  }

  private func listen(_ gate: NIOLoopBound<ConnectionGate>) async throws {
    var limits = limits
    limits.shares = limits.shares.fitting(descriptors: OpenFileLimit.raise())
    let door = Doorkeeper(limits.shares.connections, logger: logger)
    let admission = try await loop.submit { [limits] in
      NIOLoopBound(
        Admission(loop: loop, limits: limits, door: door, holdings: activity.holdings), eventLoop: loop)
    }.get()
    let reception = reception(door, admission, gate, limits)
    let acceptors = try sockets.map {
      try Acceptor($0, loop: loop, activity: activity, logger: logger, reception)
    }
    try await loop.submit {
      try gate.value.open(acceptors)
      announce(gate.value)
    }.get()
  }

  private func reception(
    _ door: Doorkeeper, _ admission: NIOLoopBound<Admission>, _ gate: NIOLoopBound<ConnectionGate>,
    _ limits: ServerLimits
  ) -> Reception<Peer> {
    Reception { [trust, logger] connection in
      // Of whom the kernel does not tell, nothing is known.
      guard let credentials = try? PeerCredentials(ofSocket: connection) else {
        logger.notice("a connection was refused: the kernel does not tell whose it is")
        return nil
      }
      let peer = trust.peer(credentials)
      return door.admit(connection, of: peer) ? peer : nil
    } prepare: {
      $0.channelOption(.autoRead, value: false)
        // One read of each connection that has something, then the loop looks again at all of them: what a flood has
        // sent beyond that stays in its socket, behind everybody else's turn.
        .channelOption(.maxMessagesPerRead, value: 1)
        .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: ReadPortion.smallest))
        .channelOption(.allowRemoteHalfClosure, value: true)
        .channelOption(.socketOption(.so_sndbuf), value: limits.kernelReplies)
        .channelOption(
          .writeBufferWaterMark, value: .init(low: limits.bufferedReplies / 2, high: limits.bufferedReplies))
    } serve: { [dispatcher] channel, peer in
      gate.value.add(channel)
      try channel.pipeline.syncOperations.addHandler(
        ServerConnection(dispatcher: dispatcher, peer: peer, admission: admission.value))
    } leave: { peer in
      door.leave(PeerUser(peer))
    }
  }

  /// READY, then a sign of life from the very loop that serves, as often as systemd wants to hear it.
  private func announce(_ gate: ConnectionGate) {
    guard !gate.isShut else { return }
    ServiceNotification.ready(status: activity.summary).send()
    gate.reports = loop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.reportInterval) { _ in
      ServiceNotification.watchdog(status: activity.summary).send()
      activity.writeSums()
      activity.reckonRate()
    }
  }

  /// The service group names its services by their description; the default one is made of all that they hold.
  package var description: String { "SocketServer" }

  private static var reportInterval: TimeAmount {
    .microseconds(Int64(min(ServiceNotification.watchdogInterval ?? .max, 10_000_000) / 2))
  }
}
