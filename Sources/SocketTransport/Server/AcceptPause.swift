import Glibc
import Logging
import NIOCore
import SystemCalls

/// Stops accepting for a while where the process or the system is out of descriptors or memory (accept(2): EMFILE,
/// ENFILE, ENOBUFS, ENOMEM). The socket stays readable all the while, so trying again at once would take all of the
/// processor, and time from those who are connected.
final class AcceptPause: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private static let shortest = TimeAmount.milliseconds(100)
  private static let longest = TimeAmount.seconds(5)
  private static let silenceOfLog = TimeAmount.minutes(1)

  private let logger: Logger
  private var next = AcceptPause.shortest
  private var end: Scheduled<Void>?
  /// When the log was last told.
  private var told: NIODeadline?

  init(logger: Logger) {
    self.logger = logger
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    next = Self.shortest
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let fault = error as? IOError else { return context.fireErrorCaught(error) }
    // Who connected has given up meanwhile; the next one may be there.
    guard fault.errnoCode != ECONNABORTED else { return }
    tell(fault, context.eventLoop.now)
    guard end == nil else { return }
    try? context.channel.syncOptions?.setOption(.autoRead, value: false)
    end = context.eventLoop.assumeIsolated().scheduleTask(in: next) { [self] in
      end = nil
      try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    }
    next = min(next * 2, Self.longest)
  }

  private func tell(_ fault: IOError, _ now: NIODeadline) {
    if let told, now < told + Self.silenceOfLog { return }
    told = now
    logger.error(
      "no connection can be accepted, those that are open go on: \(SystemError("accept", number: fault.errnoCode))")
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }
}
