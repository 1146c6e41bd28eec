import NIOCore

/// Keeps what a service refuses from taking the time of what it has taken on. A client that asks again at once can be
/// refused many times while one request is carried out, and a refusal is read, parsed and written like any reply.
///
/// Refusals are given one after the other at a pace; the connection that got one is read on when the pace allows the
/// next. A pace is one user's, belongs to one event loop and is used on that loop alone.
final class RefusalPace {
  private let interval: TimeAmount
  private var next = NIODeadline.uptimeNanoseconds(0)

  /// - Parameter interval: Between two refusals, on average.
  init(interval: TimeAmount) {
    self.interval = interval
  }

  /// Takes note of a refusal.
  /// - Returns: When the connection may be read again.
  func pause(from now: NIODeadline) -> NIODeadline {
    next = max(next, now) + interval
    return next
  }
}
