import Glibc
package import Logging
package import NIOCore

/// Leaves connections to the instances that have fewer.
///
/// The kernel wakes all that wait at a socket, and the last that came to it first: left to that, of four instances one
/// has twice the connections of another. Who has more than another rests, and looks now and then whether a connection
/// waits that nobody takes: the other may be stopped, or hang.
final class EvenAccept: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private static let shortest = TimeAmount.milliseconds(5)
  private static let longest = TimeAmount.milliseconds(80)

  private let socket: ListeningSocket
  private let activity: ServerActivity
  /// Until it looks again.
  private var rest: Scheduled<Void>?

  init(_ socket: ListeningSocket, _ activity: ServerActivity) {
    self.socket = socket
    self.activity = activity
  }

  func channelActive(context: ChannelHandlerContext) {
    activity.note(isListening: true)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = unwrapInboundIn(data)
    let server = context.channel
    connection.closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { [self] _ in
      if rest != nil, !activity.leavesConnections { end(server) }
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if rest == nil, activity.leavesConnections {
      try? context.channel.syncOptions?.setOption(.autoRead, value: false)
      rest(for: Self.shortest, context.channel)
    }
    context.fireChannelReadComplete()
  }

  private func rest(for time: TimeAmount, _ server: any Channel) {
    rest = server.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      if activity.leavesConnections, !socket.hasWaiting {
        rest(for: min(time * 2, Self.longest), server)
      } else {
        end(server)
      }
    }
  }

  private func end(_ server: any Channel) {
    rest?.cancel()
    rest = nil
    try? server.syncOptions?.setOption(.autoRead, value: true)
  }

  func channelInactive(context: ChannelHandlerContext) {
    rest?.cancel()
    rest = nil
    activity.note(isListening: false)
    context.fireChannelInactive()
  }
}

extension ListeningSocket {
  /// Whether a connection waits to be accepted.
  fileprivate var hasWaiting: Bool {
    var descriptor = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) == 1 && descriptor.revents & Int16(POLLIN) != 0
  }

  /// Prepares a server's channel for accepting: all that waits has a place, who is out of descriptors pauses, and each
  /// instance has its share.
  /// - Parameter gates: What a connection passes first: the last one knows which are open, and tells the activity.
  package func prepare(
    _ server: any Channel, gates: [any ChannelHandler] = [], _ activity: ServerActivity, _ logger: Logger
  ) throws {
    // NIO has called listen(2) again with a backlog of 128, which counts for all who share the socket.
    try restoreBacklog()
    let pipeline = server.pipeline.syncOperations
    try pipeline.addHandler(AcceptPause(logger: logger))
    for gate in gates { try pipeline.addHandler(gate) }
    try pipeline.addHandler(EvenAccept(self, activity))
  }
}
