import NIOCore

/// Turns away who may have no further connection before anything else is done about it: whoever connects again and
/// again costs the server little more than accepting it.
final class Doorkeeper: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private let check: (any Channel) throws -> Void

  /// - Parameter check: Throws where there is no place, and has told the peer.
  init(check: @escaping (any Channel) throws -> Void) {
    self.check = check
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = unwrapInboundIn(data)
    do { try check(connection) } catch { return connection.close(promise: nil) }
    context.fireChannelRead(data)
  }
}
