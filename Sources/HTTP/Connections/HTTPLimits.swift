package import NIOCore

/// What one server grants its clients, and how long it waits for them: all of it in one place. Sizes are in bytes.
///
/// One connection makes the server hold at most some 400 KB: one read (``portion``), decoded at ten times its size at
/// the worst (heads of one-letter fields), the request at work (``fields``, ``body``), answers that are not read
/// (64 KB and one answer), and the kernel's buffers (64 KB). What many may hold together has shares of its own below.
package struct HTTPLimits: Sendable {
  // A request

  /// Of one header field, its name included; the request target counts as one. A token of a hundred
  /// permissions of the catalogue that comes along has room.
  package var field = 12 * 1024
  /// Of all header fields together.
  package var fields = 16 * 1024
  package var fieldCount = 64
  package var body = 64 * 1024
  /// Parts of requests that have arrived while an earlier one of the connection is at work; then no more is read.
  package var waitingParts = 64
  /// What the kernel keeps of requests that are not taken yet, and as much of answers that are not read (SO_RCVBUF and
  /// SO_SNDBUF, which it doubles): that is memory of the server, too.
  package var kernelBuffer = 16 * 1024
  /// Read at a time.
  package var portion = 16 * 1024

  // Time

  /// From the first byte of a request, or from the accept, until its head is whole.
  package var head = TimeAmount.seconds(10)
  /// From the head until the body is whole.
  package var bodyTime = TimeAmount.seconds(10)
  /// Without a request. Longer than proxies keep connections to what they stand before, so that those close first.
  package var keepAlive = TimeAmount.seconds(75)
  /// A client that has 64 KB of answers to read, and has not read them by then, is cut off.
  package var unreadAnswer = TimeAmount.seconds(30)
  /// After the last answer what still arrives is read and dropped, so long and so much: a close with unread bytes is a
  /// reset, which may overtake the answer.
  package var linger = TimeAmount.seconds(2)
  package var lingerBytes = 2 << 20

  // The end

  /// A connection without a request may bring one more, which is answered with `Connection: close`.
  package var farewell = TimeAmount.milliseconds(500)
  /// What is at work when the server must stop may take so long.
  package var drain = TimeAmount.seconds(10)

  // Shares, of each listener. An address is one of IPv4, a /64 of IPv6, or a user of this host on a Unix socket. A
  // trusted proxy is no address, its clients are.

  /// Of all together more wait in the listener's backlog. Where three quarters are taken, idle ones are closed: of the
  /// addresses with the most first, the longest idle first.
  package var connections = 4096
  /// One more takes the place of the longest idle; where none is, it is refused.
  package var connectionsEach = 256
  /// Bytes of bodies on their way and of requests that wait for the one before them.
  package var heldTogether = 32 << 20
  package var heldEach = 4 << 20
  /// A head that waits counts as so many bytes.
  package var waitingHead = 2048
  /// Bytes of answers that are not read and that the kernel has no room for. With more, the connection is closed.
  package var unreadTogether = 32 << 20
  package var unreadEach = 2 << 20
  /// Requests at work. More are refused.
  package var requestsTogether = 1024
  package var requestsEach = 256
  /// Of one client id, from whatever addresses: no client takes up all. Anybody may name any client, so it is more than
  /// one address can hold.
  package var requestsOfClient = 512

  // Wrong secrets

  /// Refusals that are held back so that who guesses learns slowly; with more, they are told at once as
  /// "429 Too Many Requests". Each: for one client id, and for one address.
  package var heldRefusals = 256
  package var heldRefusalsEach = 8

  package init() {}

  /// The same with fewer connections, where the process may open no more files. Some are needed for other things.
  /// - Parameter descriptors: As many as it may open (RLIMIT_NOFILE).
  package func fitting(descriptors: Int) -> HTTPLimits {
    var limits = self
    limits.connections = min(connections, max(descriptors / 2 - 64, descriptors / 4, 1))
    limits.connectionsEach = min(connectionsEach, max(limits.connections / 2, 1))
    return limits
  }
}
