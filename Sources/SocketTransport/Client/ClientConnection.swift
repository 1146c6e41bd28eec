import JSON
import NIOCore
import RPC
import WireProtocol

/// One connection to a service: gives requests their ids, matches replies by them. Lives on its event loop.
final class ClientConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private struct Waiting {
    let result: EventLoopPromise<JSONValue>
    let timer: Scheduled<Void>
  }

  /// Requests of one connection that may wait for replies; more would pile up faster than the service answers.
  private static let maximumWaiting = 1024
  /// A connection that had nothing to carry for so long is closed, so that the service may exit on idle.
  private static let idle = TimeAmount.seconds(10)

  private let service: ServiceName
  private var context: ChannelHandlerContext?
  private var frames = FrameReader()
  private var waiting: [Int: Waiting] = [:]
  private var nextID = 1
  private var idleTimer: RepeatedTask?
  private var wasUsed = true

  init(service: ServiceName) {
    self.service = service
  }

  /// - Parameter result: Fails with ``ConnectionLoss`` when the connection breaks, and with `deadline_exceeded`.
  func send(_ request: OutgoingRequest, _ deadline: NIODeadline, _ result: EventLoopPromise<JSONValue>) {
    guard let context else { return result.fail(ConnectionLoss(wasSent: false)) }
    guard deadline > context.eventLoop.now else { return result.fail(ServiceError(lateAnswerOf: service)) }
    guard waiting.count < Self.maximumWaiting else {
      return result.fail(
        ServiceError(
          .tooManyRequests, "\(service.rawValue) does not keep up; try again later", service: service.rawValue))
    }
    let id = nextID
    nextID += 1
    let message: [UInt8]
    do {
      message = try Request(id: .number(id), method: request.method, params: request.params, meta: request.meta)
        .encoded()
    } catch { return result.fail(error) }
    guard message.count <= Frame.maximumLength else {
      return result.fail(
        ServiceError(
          .invalidRequest, "the request is \(message.count) bytes; at most \(Frame.maximumLength) can be sent"))
    }
    wasUsed = true
    let timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.expire(id) }
    waiting[id] = Waiting(result: result, timer: timer)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenFailure { _ in
      // A service that stops lets nothing more in: what has not wholly left here is not processed there.
      self.settle(id, .failure(ConnectionLoss(wasSent: false)))
    }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.frame(message)), promise: written)
  }

  /// Whether requests can be sent.
  var isOpen: Bool { context != nil }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  /// Also where no connection came about.
  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
    idleTimer = context.eventLoop.scheduleRepeatedTask(initialDelay: Self.idle, delay: Self.idle) { _ in
      connection.value.closeIfIdle()
    }
    context.fireChannelActive()
  }

  private func closeIfIdle() {
    if !wasUsed, waiting.isEmpty { context?.close(promise: nil) }
    wasUsed = false
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    frames.append(&bytes)
    do throws(ServiceError) {
      while let message = try frames.next() { try settle(ReceivedReply(message: message)) }
    } catch {
      abandon(breach(error))
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    abandon(ConnectionLoss(wasSent: true))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func settle(_ reply: ReceivedReply) throws(ServiceError) {
    guard case .number(let id) = reply.id else {
      // A reply to nothing in particular says why the service gives the connection up.
      if case .failure(let error) = reply.outcome { throw error }
      return
    }
    settle(id, reply.outcome.mapError { $0 })
  }

  private func settle(_ id: Int, _ outcome: Result<JSONValue, any Error>) {
    guard let waiting = waiting.removeValue(forKey: id) else { return }
    waiting.timer.cancel()
    waiting.result.completeWith(outcome)
  }

  private func expire(_ id: Int) {
    waiting.removeValue(forKey: id)?.result.fail(ServiceError(lateAnswerOf: service))
  }

  /// Whatever the peer speaks, it is not this protocol, unless it refuses the whole connection.
  private func breach(_ fault: ServiceError) -> ServiceError {
    guard fault.code != .tooManyRequests else { return fault }
    return ServiceError(
      .unavailable,
      "\(service.rawValue) broke the protocol: \(fault.message); it is not known whether the request was carried out",
      service: service.rawValue)
  }

  private func abandon(_ fault: any Error) {
    context = nil
    idleTimer?.cancel()
    let lost = waiting
    waiting = [:]
    for request in lost.values {
      request.timer.cancel()
      request.result.fail(fault)
    }
  }
}

extension ServiceError {
  init(lateAnswerOf service: ServiceName) {
    self.init(.deadlineExceeded, "\(service.rawValue) did not answer in time", service: service.rawValue)
  }
}
