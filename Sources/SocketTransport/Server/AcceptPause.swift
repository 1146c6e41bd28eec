import Glibc

/// Stops accepting for a while where the process or the system is out of descriptors or memory (accept(2): EMFILE,
/// ENFILE, ENOBUFS, ENOMEM). The socket stays readable all the while, so trying again at once would take all of the
/// processor, and time from those who are connected.
struct AcceptPause {
  private static let shortest = Duration.milliseconds(100)
  private static let longest = Duration.seconds(5)
  private static let silenceOfLog = Duration.seconds(60)
  /// Who connected has given up meanwhile, or its network has; the next one may be there (accept(2)).
  private static let lostPeers: Set<CInt> = [
    ECONNABORTED, EPROTO, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ENONET,
  ]

  /// When accepting is tried again.
  private(set) var end: ContinuousClock.Instant?
  private var next = AcceptPause.shortest
  /// When the log was last told.
  private var told: ContinuousClock.Instant?

  /// Takes note that a connection could not be accepted.
  /// - Parameter number: The value of `errno`.
  /// - Returns: Whether the log should be told.
  mutating func noteFailure(_ number: CInt, at now: ContinuousClock.Instant) -> Bool {
    guard number != EINTR, !Self.lostPeers.contains(number) else { return false }
    end = now + next
    next = min(next * 2, Self.longest)
    if let told, now < told + Self.silenceOfLog { return false }
    told = now
    return true
  }

  mutating func noteSuccess() {
    next = Self.shortest
  }

  mutating func look(at now: ContinuousClock.Instant) {
    if let end, now >= end { self.end = nil }
  }
}
