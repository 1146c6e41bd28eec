/// Leaves connections to the instances that have fewer.
///
/// The kernel wakes all that wait at a socket, and the last that came to it first: left to that, of four instances one
/// has twice the connections of another. Who has more than another rests, and looks now and then whether a connection
/// waits that nobody takes: the other may be stopped, or hang.
struct EvenAccept {
  private static let shortest = Duration.milliseconds(5)
  private static let longest = Duration.milliseconds(80)

  /// When to look whether a connection waits; `nil` where there is no rest.
  private(set) var end: ContinuousClock.Instant?
  private var time = EvenAccept.shortest

  /// Rests if another instance has fewer connections.
  mutating func noteAccepted(leavesConnections: Bool, at now: ContinuousClock.Instant) {
    guard leavesConnections else { return }
    time = Self.shortest
    end = now + time
  }

  /// Ends the rest, where no other has fewer any more or nobody takes what waits.
  mutating func look(at now: ContinuousClock.Instant, leavesConnections: Bool, hasWaiting: () -> Bool) {
    guard let due = end else { return }
    if !leavesConnections || now >= due && hasWaiting() {
      end = nil
    } else if now >= due {
      time = min(time * 2, Self.longest)
      end = now + time
    }
  }
}
