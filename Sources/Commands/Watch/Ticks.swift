import Synchronization

/// Moments at which something is looked at again and again.
enum Ticks {
  /// The time since this was called, when each is asked for: at once, then an interval after the one before.
  static func every(_ interval: Duration) -> AsyncStream<Duration> {
    let start = ContinuousClock.now
    let next = Mutex(start)
    return AsyncStream {
      do { try await Task.sleep(until: next.withLock { $0 }) } catch { return nil }
      let now = ContinuousClock.now
      next.withLock { $0 = now + interval }
      return now - start
    }
  }
}
