import Glibc
package import Logging
package import NIOCore
import NIOPosix
package import RPC
import ServiceLifecycle
import WireProtocol

/// Serves a dispatcher on a listening socket until told to stop or idle for long enough.
package struct SocketServer: Service, CustomStringConvertible {
  private let socket: ListeningSocket
  private let dispatcher: Dispatcher
  private let trust: TrustRules
  private let limits: ServerLimits
  private let loop: any EventLoop
  private let activity: ServerActivity
  private let logger: Logger

  /// - Parameter loop: Does all the work: of the connections, and of handlers that wait.
  package init(
    _ socket: ListeningSocket, _ dispatcher: Dispatcher, trust: TrustRules, limits: ServerLimits, loop: any EventLoop,
    activity: ServerActivity, logger: Logger
  ) {
    self.socket = socket
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
    let admission = try await loop.submit { [limits] in
      NIOLoopBound(
        Admission(loop: loop, limits: limits, holdings: activity.holdings, logger: logger), eventLoop: loop)
    }.get()
    _ = try await ServerBootstrap(group: loop)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let door = Doorkeeper { connection in
            let (peer, account) = try admit(connection, to: admission.value)
            try connection.pipeline.syncOperations.addHandler(
              ServerConnection(dispatcher: dispatcher, peer: peer, account: account, admission: admission.value))
          }
          try socket.prepare(channel, gates: [door, gate.value], activity, logger)
        }
      }
      // Who connects again and again takes no more than a part of each round.
      .serverChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelOption(.autoRead, value: false)
      // One read of each connection that has something, then the loop looks again at all of them: what a flood has sent
      // beyond that stays in its socket, behind everybody else's turn.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: ReadPortion.smallest))
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: limits.bufferedReplies / 2, high: limits.bufferedReplies)
      )
      .withBoundSocket(socket.descriptor).get()
    try await loop.submit { announce(gate.value) }.get()
  }

  /// Asks the kernel who has connected, and looks for a place.
  /// - Throws: The refusal that the peer has been told.
  private func admit(_ channel: any Channel, to admission: Admission) throws -> (Peer, UserAccount) {
    let admitted = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      let peer = trust.peer(try PeerCredentials(ofSocket: $0))
      do throws(ServiceError) { return (peer, try admission.account(of: peer)) } catch {
        tell(error, descriptor: $0)
        throw error
      }
    }
    guard let admitted else { throw ChannelError.operationUnsupported }
    return admitted
  }

  /// Sends one error, if that needs no waiting.
  private func tell(_ refusal: ServiceError, descriptor: CInt) {
    let frame = ByteBufferAllocator().frame(Reply(id: nil, .failure(refusal)).encoded())
    _ = frame.withUnsafeReadableBytes {
      send(descriptor, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
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
