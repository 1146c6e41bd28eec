import NIOCore
import RPC
import WireProtocol

/// One accepted connection: reads requests, hands them to the dispatcher in its turn, writes replies as they come. All
/// on the event loop.
final class ServerConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let account: UserAccount
  /// Whether it stands in its user's queue.
  var awaitsTurn = false
  private let dispatcher: Dispatcher
  private let peer: Peer
  private let admission: Admission
  private let replies: ReplyStream
  private let requestsInFlight: Int

  private var context: ChannelHandlerContext?
  private var arrivals: Arrivals
  private var inFlight = 0
  private var isReading = false
  private var isEnding = false
  /// Whether the peer has asked for nothing, or in a way that was refused.
  private(set) var isUseless = true
  /// `nil` until the service stops.
  private var farewell: Farewell?
  /// Closes the connection of a peer that does not close it.
  private var cut: Scheduled<Void>?
  /// Runs while no more is taken up, after a refusal.
  private var pause: Scheduled<Void>?
  private var watch: PeerWatch

  var arrivingBytes: Int { arrivals.bytes }

  init(dispatcher: Dispatcher, peer: Peer, admission: Admission) {
    self.dispatcher = dispatcher
    self.peer = peer
    account = admission.account(of: peer)
    self.admission = admission
    requestsInFlight = admission.limits.requestsInFlight
    watch = PeerWatch(admission.limits)
    arrivals = Arrivals(account, requests: admission.limits.requestsAtOnce)
    replies = ReplyStream(account: account, turns: admission.turns)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    admission.add(self)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  /// Gives back all that is held for the peer, but for requests that are still at work.
  private func leave() {
    context = nil
    pause?.cancel()
    cut?.cancel()
    arrivals.discard()
    replies.drop()
    admission.remove(self)
  }

  func channelActive(context: ChannelHandlerContext) {
    settle(context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isReading = false
    // What comes after a refusal is not understood.
    guard !isEnding else { return }
    var bytes = unwrapInboundIn(data)
    dispatcher.moments.pass()
    arrivals.append(&bytes)
    if arrivals.isPartial { admission.checkArrivals(self) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if farewell?.isSaid == true {
      arrivals.discard()
      return context.read()
    }
    let taken = arrivals.count
    admission.turns.take(self)
    guard let bytes = arrivals.newPortion(since: taken) else { return }
    try? context.channel.syncOptions?.setOption(
      .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: bytes))
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { admission.turns.take(self) }
  }

  /// The peer has closed its side: what is at work is still answered.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
    if farewell?.isSaid == true { close() } else { end() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Answers what was read, declines what still arrives, and parts from the peer in a way that leaves it in no doubt
  /// about any request (``ConnectionNotice``). Reading goes on meanwhile: if it ended, the kernel would refuse the
  /// peer's next message, and a peer whose message is refused may never read the replies that it is owed.
  func stop() {
    guard let context, farewell == nil, !isEnding else { return }
    farewell = .answering(owed: arrivals.readyCount)
    replies.write(ConnectionNotice.closing.message, context)
    settle(context)
  }

  /// Reads no more, answers what was read, closes.
  func end() {
    isEnding = true
    if let context, context.channel.isActive { settle(context) }
  }

  func close() {
    context?.close(promise: nil)
  }

  /// Takes up messages as long as the limits and the turn allow.
  func takeTurn(until end: NIODeadline) {
    guard let context, context.channel.isActive else { return }
    do throws(ServiceError) {
      while mayGoOn(context), hasRoom, let message = try arrivals.next() {
        if isDeclining { replies.write(Reply(declining: message).encoded(), context) } else { take(message, context) }
        if end != .distantFuture, admission.turns.now() >= end { break }
      }
      settle(context)
    } catch {
      refuse(error)
    }
  }

  /// Tells the peer that nothing more of it is understood or wanted, answers what it had sent before, closes.
  func refuse(_ error: ServiceError) {
    guard let context else { return }
    replies.write(Reply(id: nil, .failure(error)).encoded(), context)
    arrivals.discard()
    isEnding = true
    isUseless = true
    settle(context)
  }

  private func mayGoOn(_ context: ChannelHandlerContext) -> Bool {
    context.channel.isWritable && (isDeclining || pause == nil && inFlight < requestsInFlight)
  }

  private var hasRoom: Bool { isDeclining || account.mayTakeTurn }

  private var isDeclining: Bool { farewell?.isDeclining == true }

  /// Sends replies, settles the account, then says what to wait for.
  private func settle(_ context: ChannelHandlerContext) {
    if farewell?.isSaid == true { return }
    if replies.flush(context) {
      replies.drain(context) { [self] in if let context = self.context { settle(context) } }
    }
    // Flushing may have closed the connection, and may have made room and so come here a second time meanwhile.
    guard self.context != nil else { return }
    arrivals.settle()
    let isAnswered = inFlight == 0 && !arrivals.isReady
    if isEnding, isAnswered {
      context.whenSent { context.close(promise: nil) }
    } else if isAnswered, case .answering = farewell {
      part(context)
    } else if mayGoOn(context) {
      if arrivals.isReady || !hasRoom {
        admission.turns.enqueue(self)
      } else if !isEnding {
        isReading = true
        context.read()
      }
    }
    if replies.unread > 0 || arrivals.isPartial { admission.watch() }
  }

  private func take(_ message: [UInt8], _ context: ChannelHandlerContext) {
    arrivals.note(length: message.count)
    isUseless = false
    farewell?.noteTaken()
    switch dispatcher.receive(message, from: peer) {
    case .answered(let reply): write(reply, context)
    case .pending(let finish):
      inFlight += 1
      account.add(held: message.count)
      let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
      Task(executorPreference: account.executor) { [bytes = message.count] in
        let reply = await finish()
        connection.value.complete(reply, requestBytes: bytes)
      }
    }
  }

  /// Takes up no more after a refusal for want of capacity, until other refusals have had their turn.
  private func write(_ reply: Reply, _ context: ChannelHandlerContext) {
    replies.write(reply.encoded(), context)
    guard pause == nil, case .failure(let error) = reply.outcome, error.code == .tooManyRequests else { return }
    let end = account.refusals.pause(from: context.eventLoop.now)
    pause = context.eventLoop.assumeIsolated().scheduleTask(deadline: end) { [self] in
      pause = nil
      admission.turns.take(self)
    }
  }

  private func complete(_ reply: Reply, requestBytes: Int) {
    inFlight -= 1
    account.add(held: -requestBytes)
    admission.turns.wake()
    guard let context else { return }
    write(reply, context)
    settle(context)
  }

  /// Says the last word, and has the peer close the connection.
  private func part(_ context: ChannelHandlerContext) {
    farewell = .said
    replies.write(ConnectionNotice.closed.message, context)
    context.whenSent { [self] in
      guard context.channel.isActive else { return }
      context.close(mode: .output, promise: nil)
      cut = context.eventLoop.assumeIsolated().scheduleTask(in: admission.limits.farewell) {
        context.close(promise: nil)
      }
    }
    context.read()
  }
}

// What takes too long, looked at regularly.
extension ServerConnection {
  /// How many looks in a row have found nothing new of it.
  var quietTicks: Int { watch.quietTicks }

  /// Whether the peer wants nothing and has not for long, or has never asked for anything.
  var isSilent: Bool { inFlight == 0 && replies.unread == 0 && watch.isSilent(messages: arrivals.count) }

  /// Looks at what is on its way, and closes the connection where that takes the peer too long.
  /// - Returns: Whether to look again.
  func tick() -> Bool {
    guard let context else { return false }
    let isArriving = arrivals.isPartial && isReading
    watch.look(messages: arrivals.count, isArriving: isArriving)
    replies.look(context)
    let limits = admission.limits
    if watch.isArrivalLate || replies.stuckLooks >= limits.ticks(limits.unreadReplies) { close() }
    return isArriving || replies.unread > 0
  }
}
