import NIOCore
import NIOTLS

/// Tells, once, how a handshake has ended.
final class HandshakeWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private var note: ((_ isDone: Bool) -> Void)?

  init(note: @escaping (_ isDone: Bool) -> Void) {
    self.note = note
  }

  private func tell(_ isDone: Bool) {
    note?(isDone)
    note = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSUserEvent.handshakeCompleted = event { tell(true) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    tell(false)
    context.fireErrorCaught(error)
  }
}
