package import NIOCore

/// What one gateway grants its clients, and how long it waits for them: all of it in one place. Sizes are in bytes.
package struct HTTPLimits: Sendable {
  // A request

  /// Of one header field, its name included; the request target counts as one.
  package var field = 8 * 1024 + 512
  /// Of all header fields together.
  package var fields = 16 * 1024
  package var fieldCount = 64
  package var body = 64 * 1024
  /// Parts of requests that have arrived while an earlier one of the connection is at work; then no more is read.
  package var waitingParts = 64

  // Time

  /// From the first byte of a request, or from the accept, until its head is whole.
  package var head = TimeAmount.seconds(10)
  /// From the head until the body is whole.
  package var bodyTime = TimeAmount.seconds(10)
  /// Without a request. Longer than proxies keep connections to what they stand before, so that those close first.
  package var keepAlive = TimeAmount.seconds(75)
  /// A client that takes none of its answers for so long is cut off.
  package var unreadAnswer = TimeAmount.seconds(30)
  /// After the last answer what still arrives is read and dropped, so long and so much: a close with unread bytes is a
  /// reset, which may overtake the answer.
  package var linger = TimeAmount.seconds(2)
  package var lingerBytes = 1 << 20

  // The end

  /// A connection without a request may bring one more, which is answered with `Connection: close`.
  package var farewell = TimeAmount.milliseconds(500)
  /// What is at work when the gateway must stop may take so long.
  package var drain = TimeAmount.seconds(10)

  // Connections

  /// Of each listener. More wait in its backlog.
  package var connections = 4096

  package init() {}
}
