import NIOCore

/// The replies of one connection on their way to the peer, and how many bytes of them it has not read.
final class ReplyStream {
  /// Reply bytes that the socket has not taken.
  private(set) var unread = 0
  /// In how many looks in a row the peer has taken nothing although there was something.
  var stuckLooks: Int { standstill.looks }

  private let account: UserAccount
  private let turns: Turns
  private var written = 0
  private var isFlushed = true
  private var isDraining = false
  private var standstill = Standstill()

  init(account: UserAccount, turns: Turns) {
    self.account = account
    self.turns = turns
  }

  func write(_ message: [UInt8], _ context: ChannelHandlerContext) {
    let frame = context.channel.allocator.frame(message)
    written += frame.readableBytes
    isFlushed = false
    context.write(NIOAny(frame), promise: nil)
  }

  /// Sends what was written.
  /// - Returns: Whether the socket has not taken everything, and ``drain(_:_:)`` is to be called.
  func flush(_ context: ChannelHandlerContext) -> Bool {
    guard !isFlushed else { return false }
    isFlushed = true
    context.flush()
    measure(context)
    return unread > 0 && !isDraining
  }

  /// - Parameter body: Called when the socket has taken all that was written so far, or is closed.
  func drain(_ context: ChannelHandlerContext, _ body: @escaping () -> Void) {
    isDraining = true
    context.whenSent { [self] in
      isDraining = false
      measure(context)
      body()
    }
  }

  /// Looks whether the peer takes its replies.
  func look(_ context: ChannelHandlerContext) {
    measure(context)
    if unread > 0 { standstill.look(at: written - unread) } else { standstill.end() }
  }

  /// The connection is closed: nothing is kept for it any more.
  func drop() {
    note(unread: 0)
  }

  private func measure(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    note(unread: context.unsentBytes)
  }

  private func note(unread bytes: Int) {
    guard bytes != unread else { return }
    account.add(held: bytes - unread)
    let isLess = bytes < unread
    unread = bytes
    if isLess { turns.wake() }
  }
}
