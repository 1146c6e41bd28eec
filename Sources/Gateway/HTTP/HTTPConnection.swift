import NIOCore
import NIOHTTP1
import WireProtocol

/// A connection of a client: takes its requests one after the other, whole, and answers each before the next. Lives on
/// its event loop.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    /// Nothing of a request has arrived.
    case idle
    /// Some of a head has, or all of a request of which nothing more is looked at.
    case arriving
    case body(HTTPRequestHead, ByteBuffer)
    case atWork
    /// The last answer was written; what arrives is dropped.
    case ending(dropped: Int)
  }

  private let listener: HTTPListener
  private let limits: HTTPLimits
  private let serve: @Sendable (HTTPRequest) -> Step
  private let date: HTTPDate
  private var context: ChannelHandlerContext?
  private var phase = Phase.idle
  private var waiting = CircularBuffer<HTTPServerRequestPart>()
  private var isPaused = false
  /// The next answer is the last one.
  private var isLast = false
  /// The client sends nothing more, but may still read.
  private var isInputClosed = false
  private var deadline: NIODeadline

  init(
    on listener: HTTPListener, limits: HTTPLimits, date: HTTPDate, serve: @escaping @Sendable (HTTPRequest) -> Step
  ) {
    self.listener = listener
    self.limits = limits
    self.date = date
    self.serve = serve
    deadline = .now() + limits.head
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  // MARK: Time

  /// To be called now and then: ends what takes too long.
  func look(at now: NIODeadline) {
    guard deadline <= now, let context else { return }
    switch phase {
    case .atWork where context.channel.isWritable: break
    case .arriving where context.channel.isWritable, .body where context.channel.isWritable:
      refuse(RequestFault(.requestTimeout, "the request took too long to arrive"), context)
    default: context.close(promise: nil)
    }
  }

  private func wait(_ time: TimeAmount) {
    deadline = .now() + time
  }

  // MARK: Requests

  /// Bytes have arrived before the decoder.
  /// - Returns: Whether the decoder is to see them.
  func accepts(_ count: Int) -> Bool {
    guard let context else { return false }
    switch phase {
    case .ending(let dropped):
      phase = .ending(dropped: dropped + count)
      if dropped + count > limits.lingerBytes { context.close(promise: nil) }
      return false
    case .idle:
      phase = .arriving
      wait(limits.head)
    default: break
    }
    return true
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    guard waiting.isEmpty, maySee(context) else {
      waiting.append(part)
      if waiting.count > limits.waitingParts { pause(true, context) }
      return
    }
    see(part, context)
  }

  /// Not while a request is at work, and not while the client leaves its answers unread.
  private func maySee(_ context: ChannelHandlerContext) -> Bool {
    if case .atWork = phase { return false }
    return context.channel.isWritable
  }

  private func seeWaiting(_ context: ChannelHandlerContext) {
    while maySee(context), let part = waiting.popFirst() { see(part, context) }
    if waiting.isEmpty { pause(false, context) }
  }

  private func pause(_ isPaused: Bool, _ context: ChannelHandlerContext) {
    guard isPaused != self.isPaused else { return }
    self.isPaused = isPaused
    try? context.channel.syncOptions?.setOption(.autoRead, value: !isPaused)
  }

  private func see(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
    switch (part, phase) {
    case (_, .ending): break
    case (.head(let head), _): begin(head, context)
    case (.body(let part), .body(let head, let body)): append(part, head, body, context)
    case (.end, .body(let head, let body)): serve(head, body, context)
    case (.body, _), (.end, _): break
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    do { try head.check(limits) } catch { return refuse(error, context) }
    if head.expectsContinue {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
    }
    phase = .body(head, ByteBuffer())
    wait(limits.bodyTime)
  }

  private func append(
    _ part: ByteBuffer, _ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext
  ) {
    guard body.readableBytes + part.readableBytes <= limits.body else { return refuse(.tooLong(limits), context) }
    phase = .arriving
    var body = body
    if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
    phase = .body(head, body)
  }

  private func serve(_ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
    phase = .atWork
    // The decoder reads nothing more after a request that asks for an upgrade.
    if !head.isKeepAlive || head.headers.contains(name: "upgrade") { isLast = true }
    let isOfFirstVersion = head.version.minor == 0
    serve(HTTPRequest(head: head, body: body, on: listener)).finish(on: context.eventLoop) { answer in
      guard let context = self.context else { return }
      self.answer(answer, hasBody: head.method != .HEAD, isOfFirstVersion: isOfFirstVersion, context)
      self.seeWaiting(context)
    }
  }

  // MARK: Answers

  private func refuse(_ fault: RequestFault, _ context: ChannelHandlerContext) {
    isLast = true
    answer(Answer(fault), hasBody: true, isOfFirstVersion: false, context)
  }

  private func answer(
    _ answer: Answer, hasBody: Bool, isOfFirstVersion: Bool, _ context: ChannelHandlerContext
  ) {
    if isInputClosed, waiting.isEmpty { isLast = true }
    let fate: ConnectionFate = isLast ? .closes : isOfFirstVersion ? .staysByRequest : .stays
    var out = context.channel.allocator.buffer(capacity: 384 + answer.body.count)
    answer.write(to: &out, hasBody: hasBody, fate, date: date.now())
    guard isLast else {
      phase = .idle
      wait(limits.keepAlive)
      return context.writeAndFlush(wrapOutboundOut(out), promise: nil)
    }
    phase = .ending(dropped: 0)
    waiting.removeAll()
    pause(false, context)
    wait(limits.linger)
    context.writeAndFlush(wrapOutboundOut(out)).assumeIsolated().whenComplete { _ in
      self.context?.close(mode: .output, promise: nil)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      wait(limits.keepAlive)
      seeWaiting(context)
    } else {
      wait(limits.unreadAnswer)
    }
    context.fireChannelWritabilityChanged()
  }

  // MARK: The end

  /// The gateway stops: what is at work is answered, and a connection without a request may bring one more.
  func stop() {
    isLast = true
    guard case .idle = phase else { return }
    wait(limits.farewell)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
    isInputClosed = true
    if case .atWork = phase { return }
    if waiting.isEmpty { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch (error, phase) {
    case (HTTPParserError.headerOverflow, .idle), (HTTPParserError.headerOverflow, .arriving):
      refuse(
        RequestFault(
          .requestHeaderFieldsTooLarge,
          "the head is longer than \(limits.fields) bytes, or a field of it than \(limits.field)"), context)
    case (is HTTPParserError, .idle), (is HTTPParserError, .arriving), (is HTTPParserError, .body):
      refuse(RequestFault(.badRequest, "this is not a well-formed request of HTTP/1.1"), context)
    default: context.close(promise: nil)
    }
  }
}
