import Glibc
import Logging
import NIOCore

/// Stops accepting for a while where the process or the system is out of descriptors or memory (accept(2): EMFILE,
/// ENFILE, ENOBUFS, ENOMEM). The socket stays readable all the while, so trying again at once would take all of the
/// processor, and time from those who are connected.
final class AcceptPause: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private static let shortest = TimeAmount.milliseconds(100)
  private static let longest = TimeAmount.seconds(5)

  private let logger: Logger
  private var next = AcceptPause.shortest
  private var end: Scheduled<Void>?
  /// Whether the log has been told since accepting last worked.
  private var isTold = false

  init(logger: Logger) {
    self.logger = logger
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isTold { logger.notice("connections are accepted again") }
    isTold = false
    next = Self.shortest
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let fault = error as? IOError, fault.errnoCode != ECONNABORTED else {
      return context.fireErrorCaught(error)
    }
    if !isTold { logger.error("no connection can be accepted, others go on: \(fault)") }
    isTold = true
    guard end == nil else { return }
    try? context.channel.syncOptions?.setOption(.autoRead, value: false)
    end = context.eventLoop.assumeIsolated().scheduleTask(in: next) { [self] in
      end = nil
      try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    }
    next = min(next * 2, Self.longest)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }
}
