import Glibc
import NIOCore
import RPC
import WireProtocol

/// One accepted connection: reads requests, hands them to the dispatcher, writes replies as they come. All on the event
/// loop.
final class ServerConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// A message that is not whole yet, by its number, and when it must be.
  private struct ArrivingFrame {
    let number: Int
    let timer: Scheduled<Void>
  }

  private let dispatcher: Dispatcher
  private let peer: Peer
  private let limits: ServerLimits
  private let refusals: RefusalPace
  private let executor: LoopExecutor

  private var context: ChannelHandlerContext?
  private var frames = FrameReader()
  private var portion: ReadPortion
  private var inFlight = 0
  private var isEnding = false
  private var isFlushing = false
  private var arriving: ArrivingFrame?
  private var replyTimer: Scheduled<Void>?
  /// Runs while no more is taken up, after a refusal.
  private var pause: Scheduled<Void>?
  private var bytesWritten = 0

  init(dispatcher: Dispatcher, peer: Peer, limits: ServerLimits, refusals: RefusalPace, executor: LoopExecutor) {
    self.dispatcher = dispatcher
    self.peer = peer
    self.limits = limits
    portion = ReadPortion(requests: limits.requestsAtOnce)
    self.refusals = refusals
    self.executor = executor
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func channelActive(context: ChannelHandlerContext) {
    proceed(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    arriving?.timer.cancel()
    replyTimer?.cancel()
    pause?.cancel()
    self.context = nil
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    frames.append(&bytes)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    let taken = frames.count
    proceed(context)
    guard portion.adapt(isTooSmall: frames.count == taken && frames.isPartial) else { return }
    try? context.channel.syncOptions?.setOption(
      .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: portion.bytes))
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { proceed(context) }
  }

  /// The peer has closed its side: what is at work is still answered.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { end() } else { context.fireUserInboundEventTriggered(event) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Lets the peer send no more, answers what it has sent, closes. From here on the kernel refuses what the peer sends,
  /// and tells the end of stream after what it had sent: a request is either answered or has not left the peer.
  func finish() {
    _ = try? context?.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      shutdown($0, CInt(SHUT_RD))
    }
  }

  /// Reads no more, answers what was read, closes.
  func end() {
    isEnding = true
    if let context, context.channel.isActive { proceed(context) }
  }

  /// Takes up messages as long as the limits allow, then says what to wait for.
  private func proceed(_ context: ChannelHandlerContext) {
    do throws(ServiceError) {
      while hasRoom(context), let message = try frames.next() { take(message, context) }
    } catch {
      refuse(error, context)
    }
    flush(context)
    // Flushing may have closed the connection, and may have made room and so come here a second time meanwhile.
    guard self.context != nil else { return }
    watchPartialFrame(context)
    if isEnding {
      if inFlight == 0, !frames.isReady { closeAfterReplies(context) }
    } else if hasRoom(context) {
      context.read()
    }
  }

  private func hasRoom(_ context: ChannelHandlerContext) -> Bool {
    pause == nil && inFlight < limits.requestsInFlight && context.channel.isWritable
  }

  private func take(_ message: [UInt8], _ context: ChannelHandlerContext) {
    portion.note(length: message.count)
    switch dispatcher.receive(message, from: peer) {
    case .answered(let reply):
      write(reply, context)
      if case .failure(let error) = reply.outcome, error.code == .tooManyRequests { rest(context) }
    case .pending(let finish):
      inFlight += 1
      let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
      Task(executorPreference: executor) {
        let reply = await finish()
        connection.value.complete(reply)
      }
    }
  }

  /// Takes up no more until other refusals have had their turn.
  private func rest(_ context: ChannelHandlerContext) {
    pause = context.eventLoop.assumeIsolated().scheduleTask(deadline: refusals.pause(from: context.eventLoop.now)) {
      [self] in
      pause = nil
      proceed(context)
    }
  }

  private func complete(_ reply: Reply) {
    inFlight -= 1
    guard let context else { return }
    write(reply, context)
    proceed(context)
  }

  private func refuse(_ error: ServiceError, _ context: ChannelHandlerContext) {
    write(Reply(id: nil, .failure(error)), context)
    frames = FrameReader()
    isEnding = true
  }

  private func write(_ reply: Reply, _ context: ChannelHandlerContext) {
    let frame = context.channel.allocator.frame(reply.encoded())
    bytesWritten += frame.readableBytes
    isFlushing = true
    context.write(wrapOutboundOut(frame), promise: nil)
  }

  private func flush(_ context: ChannelHandlerContext) {
    guard isFlushing else { return }
    isFlushing = false
    context.flush()
    if replyTimer == nil, unread(context) > 0 { watchReplies(context) }
  }

  private func closeAfterReplies(_ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  private func watchPartialFrame(_ context: ChannelHandlerContext) {
    let isArriving = frames.isPartial && !isEnding
    if isArriving, arriving?.number == frames.count { return }
    arriving?.timer.cancel()
    arriving = nil
    guard isArriving else { return }
    let timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.partialFrame) { context.close(promise: nil) }
    arriving = ArrivingFrame(number: frames.count, timer: timer)
  }

  /// Looks again after the limit whether the peer has taken anything; if not, it is gone for us.
  private func watchReplies(_ context: ChannelHandlerContext) {
    let taken = bytesWritten - unread(context)
    replyTimer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.unreadReplies) { [self] in
      replyTimer = nil
      guard unread(context) > 0 else { return }
      if bytesWritten - unread(context) == taken { context.close(promise: nil) } else { watchReplies(context) }
    }
  }

  /// Reply bytes that the socket has not taken.
  private func unread(_ context: ChannelHandlerContext) -> Int {
    (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }
}
