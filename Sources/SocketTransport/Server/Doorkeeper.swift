import NIOCore

/// Lets connections in, or turns them away before anything else is done about them: whoever has no place and connects
/// again and again costs the server little more than accepting it.
final class Doorkeeper: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private let admit: (any Channel) throws -> Void

  /// - Parameter admit: Has a connection served. Throws where there is no place, and has told the peer.
  init(admit: @escaping (any Channel) throws -> Void) {
    self.admit = admit
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = unwrapInboundIn(data)
    do { try admit(connection) } catch { return connection.close(promise: nil) }
    context.fireChannelRead(data)
  }
}
