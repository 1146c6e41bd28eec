import Glibc

/// The time by which a change page is trusted (``ChangePage/trust``). A test's stands still but for what is waited for.
package struct PageClock: Sendable {
  package let now: @Sendable () -> ContinuousClock.Instant
  /// Waits as long. Blocks the thread, which happens only just after a page was opened.
  package let pause: @Sendable (Duration) -> Void

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant, pause: @escaping @Sendable (Duration) -> Void
  ) {
    self.now = now
    self.pause = pause
  }

  package static let system = PageClock(now: { .now }, pause: { usleep(useconds_t($0 / .microseconds(1)) + 1) })
}
