package import NIOCore
package import RPC
import WireProtocol

/// What one server grants its connections (DESIGN section 2), and how long it waits.
package struct ServerLimits: Sendable {
  /// What each user and all together may take.
  package var shares = Shares()
  /// Requests of one connection that may be at work; then no more is read from it.
  package var requestsInFlight = ConnectionLimits.requestsInFlight
  /// Requests of one connection, or up to twice as many, that are taken up before it is the next one's turn.
  package var requestsAtOnce = 16
  /// Between two refusals of one user for want of capacity.
  package var refusalInterval = TimeAmount.microseconds(400)
  /// A message that has begun to arrive must be whole by then. The time in which the server does not read counts not.
  package var partialFrame = TimeAmount.seconds(Int64(ConnectionLimits.partialFrameSeconds))
  /// A peer that takes none of its replies for so long is cut off.
  package var unreadReplies = TimeAmount.seconds(Int64(ConnectionLimits.unreadReplySeconds))
  /// A connection that has said nothing for so long is closed where places are short.
  package var silence = TimeAmount.minutes(2)
  /// Connections that asked for nothing, or were refused, keep their places; a user gets one back as often as this.
  package var uselessInterval = TimeAmount.milliseconds(20)
  /// Reply bytes kept for a peer before its requests are left unread.
  package var bufferedReplies = 64 * 1024
  /// Reply bytes that the kernel keeps for a peer (SO_SNDBUF, which it doubles): they are memory of the service, too.
  package var kernelReplies = 8 * 1024
  /// Without any connection for so long the service exits; `nil`: never.
  package var idle: TimeAmount? = .seconds(30)
  /// What is at work when the service must stop may take so long.
  package var drain = TimeAmount.seconds(10)
  /// A peer that was told the end may take so long to close its side: a connection that is closed before may lose
  /// replies on their way.
  package var farewell = TimeAmount.seconds(1)

  package init() {}

  /// Between two looks at what takes long.
  var tick: TimeAmount { .nanoseconds(max(1, min(partialFrame, unreadReplies, silence).nanoseconds / 10)) }

  /// Ticks that a time is long.
  func ticks(_ time: TimeAmount) -> Int { Int(time.nanoseconds / tick.nanoseconds) }
}
