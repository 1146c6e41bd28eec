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

  private enum Farewell {
    /// Messages that were read before the stop and are yet to be taken up. Those behind them are declined.
    case answering(owed: Int)
    /// All is answered; what arrives is thrown away until the peer closes the connection.
    case said
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
  /// How far the end has come that a stop of the service brings; `nil` until then.
  private var farewell: Farewell?
  /// Closes the connection of a peer that does not close it.
  private var cut: Scheduled<Void>?
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
    cut?.cancel()
    self.context = nil
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    frames.append(&bytes)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if case .said = farewell {
      frames = FrameReader()
      return context.read()
    }
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
    guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
    if case .said = farewell { context.close(promise: nil) } else { end() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Answers what was read, declines what still arrives, and parts from the peer in a way that leaves it in no doubt
  /// about any request (``ConnectionNotice``). Reading goes on meanwhile: if it ended, the kernel would refuse the
  /// peer's next message, and a peer whose message is refused may never read the replies that it is owed.
  func stop() {
    guard let context, farewell == nil, !isEnding else { return }
    farewell = .answering(owed: frames.readyCount)
    write(ConnectionNotice.closing.message, context)
    proceed(context)
  }

  /// Reads no more, answers what was read, closes.
  func end() {
    isEnding = true
    if let context, context.channel.isActive { proceed(context) }
  }

  /// Takes up messages as long as the limits allow, then says what to wait for.
  private func proceed(_ context: ChannelHandlerContext) {
    if case .said = farewell { return }
    do throws(ServiceError) {
      while mayTakeUp(context), let message = try frames.next() {
        if isDeclining { write(Reply(declining: message).encoded(), context) } else { take(message, context) }
      }
    } catch {
      refuse(error, context)
    }
    flush(context)
    // Flushing may have closed the connection, and may have made room and so come here a second time meanwhile.
    guard self.context != nil else { return }
    watchPartialFrame(context)
    let isAnswered = inFlight == 0 && !frames.isReady
    if isEnding {
      if isAnswered { closeAfterReplies(context) }
    } else if isAnswered, case .answering = farewell {
      part(context)
    } else if mayTakeUp(context) {
      context.read()
    }
  }

  private func mayTakeUp(_ context: ChannelHandlerContext) -> Bool {
    context.channel.isWritable && (isDeclining || pause == nil && inFlight < limits.requestsInFlight)
  }

  private var isDeclining: Bool {
    if case .answering(owed: 0) = farewell { true } else { false }
  }

  private func take(_ message: [UInt8], _ context: ChannelHandlerContext) {
    portion.note(length: message.count)
    if case .answering(let owed) = farewell { farewell = .answering(owed: owed - 1) }
    switch dispatcher.receive(message, from: peer) {
    case .answered(let reply):
      write(reply.encoded(), context)
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
    write(reply.encoded(), context)
    proceed(context)
  }

  private func refuse(_ error: ServiceError, _ context: ChannelHandlerContext) {
    write(Reply(id: nil, .failure(error)).encoded(), context)
    frames = FrameReader()
    isEnding = true
  }

  private func write(_ message: [UInt8], _ context: ChannelHandlerContext) {
    let frame = context.channel.allocator.frame(message)
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

  /// Says the last word, and has the peer close the connection.
  private func part(_ context: ChannelHandlerContext) {
    farewell = .said
    let frame = context.channel.allocator.frame(ConnectionNotice.closed.message)
    context.writeAndFlush(wrapOutboundOut(frame)).assumeIsolated().whenComplete { [self] _ in
      guard context.channel.isActive else { return }
      context.close(mode: .output, promise: nil)
      cut = context.eventLoop.assumeIsolated().scheduleTask(in: limits.farewell) { context.close(promise: nil) }
    }
    context.read()
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
