import NIOCore
import NIOHTTP1

/// A connection of a client: takes its requests one after the other, whole, and answers each before the next. Lives on
/// its event loop.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer
  typealias Serve = (_ head: HTTPRequestHead, _ body: ByteBuffer, _ answer: @escaping (Answer) -> Void) -> Void

  private enum Phase {
    /// Awaits a request, or the rest of one.
    case receiving
    case atWork
    /// The last answer is on its way, or written; what arrives is dropped.
    case ending(isWritten: Bool)
  }

  private let limits: HTTPLimits
  private let peer: ConnectedPeer
  private let date: HTTPDate
  private let serve: Serve
  private var context: ChannelHandlerContext?
  private var phase = Phase.receiving
  private var assembly = RequestAssembly()
  /// While a request is at work or answers are unread.
  private var waiting: WaitingArrivals
  private var isSeeingWaiting = false
  private let unread: UnreadAnswers
  private(set) var isPaused = false
  /// The decoder has seen some of a request, and not yet its end.
  private var hasBegun = false
  /// The decoder can't go on.
  private var isBroken = false
  private var dropped = 0
  /// The next answer is the last one.
  private var isLast = false
  /// The client sends nothing more, but may still read.
  private var isInputClosed = false
  private var deadline = NIODeadline.distantFuture
  /// When the connection last had something to do.
  private(set) var quietSince = NIODeadline.distantFuture

  init(limits: HTTPLimits, peer: ConnectedPeer, date: HTTPDate, serve: @escaping Serve) {
    self.limits = limits
    self.peer = peer
    self.date = date
    self.serve = serve
    waiting = WaitingArrivals(limits, of: peer)
    unread = UnreadAnswers(of: peer)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    wait(limits.head, context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  // MARK: Time

  /// To be called now and then: ends what takes too long.
  func look(at now: NIODeadline) {
    guard deadline <= now, let context else { return }
    if case .receiving = phase, hasBegun, context.channel.isWritable {
      refuse(RequestFault(.requestTimeout, "the request took too long to arrive"), context)
    } else {
      context.close(promise: nil)
    }
  }

  private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    let now = context.eventLoop.now
    deadline = now + time
    quietSince = now
  }

  /// Without a request of which anything was read, and free to go.
  var isIdle: Bool {
    switch phase {
    case .receiving: !hasBegun && waiting.isEmpty
    case .atWork: false
    case .ending: true
    }
  }

  // MARK: Requests

  /// Bytes have arrived before the decoder.
  /// - Returns: Whether the decoder is to see them.
  func accepts(_ count: Int) -> Bool {
    guard let context else { return false }
    if case .ending = phase {
      dropped += count
      if dropped > limits.lingerBytes { context.close(promise: nil) }
      return false
    }
    guard !isBroken else { return false }
    if !hasBegun {
      hasBegun = true
      if case .receiving = phase, context.channel.isWritable { wait(limits.head, context) }
    }
    return true
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if case .end = part { hasBegun = false }
    take(.part(part), context)
  }

  private func fail(_ fault: RequestFault, _ context: ChannelHandlerContext) {
    guard !isBroken else { return }
    isBroken = true
    take(.fault(fault), context)
  }

  private func take(_ arrival: Arrival, _ context: ChannelHandlerContext) {
    if case .ending = phase { return }
    if waiting.isEmpty, maySee(context) { return see(arrival, context) }
    if !waiting.append(arrival) { isBroken = true }
    if waiting.isFull || isBroken { pause(true, context) }
  }

  /// Not while a request is at work, and not while the client leaves its answers unread.
  private func maySee(_ context: ChannelHandlerContext) -> Bool {
    if case .atWork = phase { return false }
    return context.channel.isWritable
  }

  /// In a loop, also where each is answered at once: a client may have sent thousands.
  private func seeWaiting(_ context: ChannelHandlerContext) {
    guard !isSeeingWaiting else { return }
    isSeeingWaiting = true
    while maySee(context), let arrival = waiting.next() { see(arrival, context) }
    isSeeingWaiting = false
    if waiting.isEmpty { pause(false, context) }
  }

  private func pause(_ isPaused: Bool, _ context: ChannelHandlerContext) {
    guard isPaused != self.isPaused else { return }
    self.isPaused = isPaused
    try? context.channel.syncOptions?.setOption(.autoRead, value: !isPaused)
  }

  private func see(_ arrival: Arrival, _ context: ChannelHandlerContext) {
    guard case .receiving = phase else { return }
    do throws(RequestFault) {
      switch arrival {
      case .part(.head(let head)): try begin(head, context)
      case .part(.body(let part)): try append(part)
      case .part(.end): if let (head, body) = assembly.finish() { serve(head, body, context) }
      case .fault(let fault): throw fault
      }
    } catch { refuse(error, context) }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) throws(RequestFault) {
    try assembly.begin(head, limits)
    wait(limits.bodyTime, context)
    guard head.expectsContinue else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
  }

  private func append(_ part: ByteBuffer) throws(RequestFault) {
    try assembly.append(part, limits)
    if let fault = peer.add(bytes: part.readableBytes) { throw fault }
  }

  private func serve(_ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
    phase = .atWork
    deadline = .distantFuture
    // The decoder reads nothing more after a request that asks for an upgrade.
    if !head.isKeepAlive || head.headers.contains(name: "upgrade") { isLast = true }
    let isOfFirstVersion = head.version.minor == 0
    let hasBody = head.method != .HEAD
    let bytes = body.readableBytes
    serve(head, body) { answer in
      guard let context = self.context else { return }
      if bytes > 0 { self.peer.remove(bytes: bytes) }
      self.answer(answer, hasBody: hasBody, isOfFirstVersion: isOfFirstVersion, context)
      self.seeWaiting(context)
    }
  }

  // MARK: Answers

  private func refuse(_ fault: RequestFault, _ context: ChannelHandlerContext) {
    isLast = true
    answer(Answer(fault), hasBody: assembly.head?.method != .HEAD, isOfFirstVersion: false, context)
  }

  private func answer(
    _ answer: Answer, hasBody: Bool, isOfFirstVersion: Bool, _ context: ChannelHandlerContext
  ) {
    if isInputClosed, waiting.isEmpty { isLast = true }
    let fate: ConnectionFate = isLast ? .closes : isOfFirstVersion ? .staysByRequest : .stays
    var out = context.channel.allocator.buffer(capacity: 512 + answer.body.count)
    answer.write(to: &out, hasBody: hasBody, isSecure: peer.isSecure, fate, date: date.now())
    if isLast { return end(out, context) }
    phase = .receiving
    awaitRequest(context)
    context.writeAndFlush(wrapOutboundOut(out), promise: nil)
    unread.count(context)
  }

  private func awaitRequest(_ context: ChannelHandlerContext) {
    wait(hasBegun ? limits.head : limits.keepAlive, context)
  }

  /// Writes the last answer, then drops what the client still sends: closing with unread bytes resets the connection,
  /// and the reset may overtake the answer.
  private func end(_ out: ByteBuffer, _ context: ChannelHandlerContext) {
    phase = .ending(isWritten: false)
    waiting.removeAll()
    peer.releaseBytes()
    wait(limits.unreadAnswer, context)
    pause(false, context)
    context.writeAndFlush(wrapOutboundOut(out)).assumeIsolated().whenComplete { _ in
      guard let context = self.context else { return }
      self.phase = .ending(isWritten: true)
      self.wait(self.limits.linger, context)
      context.close(mode: self.isInputClosed ? .all : .output, promise: nil)
    }
    unread.count(context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    switch phase {
    case .receiving where context.channel.isWritable:
      awaitRequest(context)
      seeWaiting(context)
    case .receiving: wait(limits.unreadAnswer, context)
    case .atWork, .ending: break
    }
    context.fireChannelWritabilityChanged()
  }

  // MARK: The end

  /// The server stops: what is at work is answered, and a connection without a request may bring one more.
  func stop() {
    isLast = true
    guard let context, case .receiving = phase, !hasBegun else { return }
    wait(limits.farewell, context)
  }

  /// Ends a connection without a request, to make room for another.
  func close() { context?.close(promise: nil) }

  /// Refuses whatever comes, before any of it has.
  func refuse(_ fault: RequestFault) {
    if let context, context.channel.isActive { return fail(fault, context) }
    isBroken = true
    _ = waiting.append(.fault(fault))
  }

  func channelActive(context: ChannelHandlerContext) {
    seeWaiting(context)
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
    isInputClosed = true
    switch phase {
    case .receiving where waiting.isEmpty: context.close(promise: nil)
    case .ending(isWritten: true): context.close(promise: nil)
    case .receiving, .atWork, .ending: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
    fail(RequestFault(error, limits), context)
  }
}
