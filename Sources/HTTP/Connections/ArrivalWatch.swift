import NIOCore

/// Stands before the decoder: tells the connection that bytes have arrived, and drops them when it is to read no more.
final class ArrivalWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: HTTPConnection

  init(_ connection: HTTPConnection) {
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard connection.accepts(unwrapInboundIn(data).readableBytes) else { return }
    context.fireChannelRead(data)
  }
}
