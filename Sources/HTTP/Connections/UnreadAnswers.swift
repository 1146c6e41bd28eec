import NIOCore
import SocketTransport

/// The answers of one connection that its client does not read and the kernel has no room for.
final class UnreadAnswers {
  private let peer: ConnectedPeer
  private var isDraining = false

  init(of peer: ConnectedPeer) {
    self.peer = peer
  }

  /// Counts what is unread by now. A client that may not leave so much unread loses the connection.
  func count(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let bytes = context.unsentBytes
    guard peer.mayLeave(unread: bytes) else { return context.close(promise: nil) }
    guard bytes > 0, !isDraining else { return }
    isDraining = true
    context.whenSent { [self] in
      isDraining = false
      count(context)
    }
  }
}
