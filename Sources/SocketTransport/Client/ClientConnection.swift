import NIOCore
import RPC
import WireProtocol

/// One connection to a service: gives requests their ids, matches replies by them. Lives on its event loop.
final class ClientConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Requests of one connection that may wait for replies; more would pile up faster than the service answers.
  private static let maximumWaiting = 1024
  /// Milliseconds for which requests are sent on a connection. Those after that take another one, which any instance of
  /// the service may accept, also one that was started meanwhile; and a service whose clients are quiet may exit on
  /// idle. Connections that were made together do not end together.
  static let lifetime: ClosedRange<Int64> = 1000...2000

  private let service: ServiceName
  private var context: ChannelHandlerContext?
  private var frames = FrameReader()
  /// What the socket does not take up yet: kept here, so that it never leaves if it is settled before.
  private var unsent = CircularBuffer<PendingCall>()
  private var waiting: [Int: PendingCall] = [:]
  private var nextID = 1
  private var retirement: Scheduled<Void>?
  /// What was taken up is carried to its end.
  private var isRetired = false
  /// The service answers what it has, and nothing else.
  private var isClosing = false

  init(service: ServiceName) {
    self.service = service
  }

  /// Whether requests can be sent.
  var isOpen: Bool { context != nil && !isClosing && !isRetired }

  /// The call fails with ``ConnectionLoss`` when the connection ends before its reply.
  func send(_ call: PendingCall) {
    guard let context, isOpen else { return call.fail(ConnectionLoss(isInDoubt: false)) }
    if waiting.count + unsent.count >= Self.maximumWaiting { unsent.removeAll(where: \.isSettled) }
    guard waiting.count + unsent.count < Self.maximumWaiting else {
      return call.fail(
        ServiceError(
          .tooManyRequests, "\(service.rawValue) does not keep up; try again later", service: service.rawValue))
    }
    unsent.append(call)
    sendWaiting(context)
  }

  private func sendWaiting(_ context: ChannelHandlerContext) {
    while context.channel.isWritable, let call = unsent.popFirst() {
      guard !call.isSettled else { continue }
      do { try write(call, context) } catch { call.fail(error) }
    }
  }

  private func write(_ call: PendingCall, _ context: ChannelHandlerContext) throws {
    let id = nextID
    let message = try call.message(id: id, now: context.eventLoop.now)
    nextID += 1
    waiting[id] = call
    call.onceSettled = { self.forget(id) }
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenFailure { _ in
      // What has not wholly left here is not carried out there.
      call.fail(ConnectionLoss(isInDoubt: false))
    }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.frame(message)), promise: written)
  }

  private func forget(_ id: Int) {
    waiting[id] = nil
    closeIfDone()
  }

  private func closeIfDone() {
    if isClosing || isRetired, waiting.isEmpty, unsent.isEmpty { context?.close(promise: nil) }
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  /// Also where no connection came about.
  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    let lifetime = TimeAmount.milliseconds(.random(in: Self.lifetime))
    retirement = context.eventLoop.assumeIsolated().scheduleTask(in: lifetime) { [self] in
      isRetired = true
      unsent.removeAll(where: \.isSettled)
      closeIfDone()
    }
    context.fireChannelActive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    sendWaiting(context)
    context.fireChannelWritabilityChanged()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    frames.append(&bytes)
    do throws(ServiceError) {
      while let message = try frames.next() { try receive(ReceivedReply(message: message)) }
    } catch {
      end(breach(error))
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(ConnectionLoss(isInDoubt: true))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func receive(_ reply: ReceivedReply) throws(ServiceError) {
    guard case .number(let id) = reply.id else {
      switch (reply.notice, reply.outcome) {
      case (.closing, _): expectEnd()
      case (.closed, _): end(ConnectionLoss(isInDoubt: false))
      // A reply to nothing in particular says why the service gives the connection up.
      case (nil, .failure(let error)): throw error
      case (nil, .success): break
      }
      return
    }
    // Whoever declines one request declines those that follow it.
    if case .failure(let error) = reply.outcome, error.isNotCarriedOut { expectEnd() }
    waiting[id]?.settle(reply.outcome.mapError { $0 })
  }

  /// Sends no more on this connection, and waits for the replies that are owed.
  private func expectEnd() {
    isClosing = true
    failUnsent(ConnectionLoss(isInDoubt: false))
    closeIfDone()
  }

  /// Whatever the peer speaks, it is not this protocol, unless it refuses the whole connection.
  private func breach(_ fault: ServiceError) -> ServiceError {
    guard fault.code != .tooManyRequests else { return fault }
    return ServiceError(
      .unavailable,
      "\(service.rawValue) broke the protocol: \(fault.message); it is not known whether the request was carried out",
      service: service.rawValue)
  }

  /// Gives the connection up.
  private func end(_ fault: any Error) {
    let context = context
    self.context = nil
    retirement?.cancel()
    failUnsent(ConnectionLoss(isInDoubt: false))
    for call in Array(waiting.values) { call.fail(fault) }
    context?.close(promise: nil)
  }

  private func failUnsent(_ fault: ConnectionLoss) {
    let calls = unsent
    unsent = []
    for call in calls { call.fail(fault) }
  }
}
