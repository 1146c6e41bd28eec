import Glibc
import NIOCore
import NIOPosix
import RPC
import WireProtocol

/// The connections of one client. Lives on its event loop.
final class ConnectionPool {
  private enum Slot {
    case empty
    case connecting(EventLoopFuture<ClientConnection>.Isolated)
    case connected(ClientConnection)
  }

  private let path: String
  private let service: ServiceName
  private let loop: any EventLoop
  private let deadlines: CallDeadlines
  private var slots: [Slot]
  private var turn = 0

  /// Pause before a full backlog is tried again.
  private static let backlogPause = TimeAmount.milliseconds(5)
  private static let bytesAtOnce = 16_384
  /// What a channel holds that its socket does not take; more waits in the ``ClientConnection``.
  private static let unsentBytes = ChannelOptions.Types.WriteBufferWaterMark(low: 4096, high: 16_384)

  init(path: String, service: ServiceName, size: Int, loop: any EventLoop) {
    self.path = path
    self.service = service
    self.loop = loop
    deadlines = CallDeadlines(of: service, on: loop)
    slots = Array(repeating: .empty, count: max(1, size))
  }

  /// - Returns: The call, for a caller who may wait no longer.
  @discardableResult
  func call(
    _ request: OutgoingRequest, before deadline: NIODeadline, _ completion: @escaping PendingCall.Completion
  ) -> PendingCall {
    let call = PendingCall(request, before: deadline, completion)
    deadlines.watch(call)
    send(call)
    return call
  }

  private func send(_ call: PendingCall) {
    guard !call.isSettled else { return }
    turn = (turn + 1) % slots.count
    switch slots[turn] {
    case .connected(let connection) where connection.isOpen: connection.send(call)
    case .connecting(let future): send(call, when: future)
    case .connected, .empty: send(call, when: connect(turn, call.deadline))
    }
  }

  private func send(_ call: PendingCall, when connected: EventLoopFuture<ClientConnection>.Isolated) {
    connected.whenComplete { outcome in
      switch outcome {
      case .success(let connection): connection.send(call)
      // The connection was made with the patience of the call that needed it first; this one may have more.
      case .failure(let error as IOError) where error.errnoCode == EAGAIN && call.deadline > self.loop.now:
        self.send(call)
      case .failure(let error as IOError) where error.errnoCode == EAGAIN:
        call.fail(ServiceError(lateAnswerOf: self.service))
      case .failure(let error): call.fail(self.refusal(of: error))
      }
    }
  }

  private func connect(_ index: Int, _ deadline: NIODeadline) -> EventLoopFuture<ClientConnection>.Isolated {
    let connected = loop.makePromise(of: NIOLoopBound<ClientConnection>.self)
    attempt(deadline, connected)
    let future = connected.futureResult.assumeIsolated().map(\.value)
    slots[index] = .connecting(future)
    future.whenComplete { outcome in
      switch outcome {
      case .success(let connection): self.slots[index] = .connected(connection)
      case .failure: self.slots[index] = .empty
      }
    }
    return future
  }

  private func attempt(_ deadline: NIODeadline, _ connected: EventLoopPromise<NIOLoopBound<ClientConnection>>) {
    let loop = loop
    let connection = NIOLoopBound(ClientConnection(service: service), eventLoop: loop)
    ClientBootstrap(group: loop)
      .channelOption(.writeBufferWaterMark, value: Self.unsentBytes)
      // A service that has many replies at a time leaves the loop some time for others between them.
      .channelOption(.maxMessagesPerRead, value: 1)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.bytesAtOnce))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(connection.value) }
      }
      .connect(unixDomainSocketPath: path)
      .assumeIsolated()
      .whenComplete { outcome in
        switch outcome {
        case .success: connected.succeed(connection)
        case .failure(let error as IOError) where error.errnoCode == EAGAIN && deadline > loop.now:
          loop.assumeIsolated().scheduleTask(in: Self.backlogPause) { self.attempt(deadline, connected) }
        case .failure(let error): connected.fail(error)
        }
      }
  }

  private var startingHint: String {
    "start it with systemctl restart \(service.executable).socket, or with oauthctl up"
  }

  /// Why a service can't be connected to, and what to do about it.
  private func refusal(of error: any Error) -> ServiceError {
    let reason =
      switch (error as? IOError)?.errnoCode {
      case ENOENT: "there is no socket \(path); \(startingHint)"
      case ECONNREFUSED:
        "nobody listens on \(path); \(startingHint)"
      case EACCES: "this user may not connect to \(path)"
      default: "\(path): \(error)"
      }
    return ServiceError(.unavailable, "\(service.rawValue) can't be reached: \(reason)", service: service.rawValue)
  }
}
