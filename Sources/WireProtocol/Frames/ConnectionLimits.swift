/// What a service grants its connections. A client has to live with it, so it is part of the protocol.
package enum ConnectionLimits {
  /// Requests of one connection that may be at work at a time; then no more is read until one is answered.
  package static let requestsInFlight = 256
  /// A frame that has begun to arrive must be whole by then.
  package static let partialFrameSeconds = 10
  /// A peer that takes none of its replies for so long is cut off.
  package static let unreadReplySeconds = 30
}
